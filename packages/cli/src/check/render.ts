import type { Engine } from "@fetch-cors/browser";
import { labelled, type Paint, printable, wrap } from "../text.ts";
import { engineName, listOf } from "./note.ts";
import type { CheckReport, ReportedExchange, ReportedFix, ReportedVerdict } from "./report.ts";

/** How a report is shown. */
export interface RenderOptions {
  readonly paint: Paint;
  /** In columns. */
  readonly width: number;
  /** Whether all headers are shown. */
  readonly verbose: boolean;
}

const VERDICTS: Readonly<Record<ReportedVerdict["verdict"], string>> = {
  shared: "shared",
  blocked: "blocked",
  "preflight-allowed": "preflight allowed",
  unreachable: "no response",
};

const paintVerdict = (verdict: string, { good, bad, warn }: Paint): ((text: string) => string) => {
  if (verdict === "shared" || verdict === "allowed" || verdict === "preflight-allowed") return good;
  return verdict === "redirected" ? warn : bad;
};

const SHOWN = /^(?:location|www-authenticate|set-cookie|server|via)$/i;

/** The verdicts of the engines on an exchange; one word if all agree. */
function exchangeVerdict({ verdicts }: ReportedExchange, paint: Paint): string {
  const entries = Object.entries(verdicts);
  const kinds = [...new Set(entries.map(([, verdict]) => verdict))];
  return kinds
    .map((kind) => {
      const names = entries.filter(([, verdict]) => verdict === kind).map(([engine]) => engineName(engine));
      return paintVerdict(kind, paint)(kinds.length === 1 ? kind : `${kind} by ${listOf(names)}`);
    })
    .join(", ");
}

function renderExchange(exchange: ReportedExchange, index: number, { paint, verbose }: RenderOptions): string[] {
  const { kind, method, url, requestHeaders, response } = exchange;
  const { dim, strong, accent, warn } = paint;
  const lines = [
    `${strong(String(index + 1))}  ${strong(`${method} ${url}`)}${kind === "preflight" ? dim("  the preflight") : ""}`,
  ];
  for (const { name, value } of requestHeaders) lines.push(`   ${dim("→")} ${name}: ${printable(value)}`);
  if (!response) return [...lines, `   ${warn("← no response")}`];
  const { programs, challenge, cache } = response.answeredBy;
  const facts = [
    programs.length > 0 ? `answered by ${listOf(programs.map(printable))}` : "",
    challenge ? `requires ${printable(challenge)} authentication` : "",
    cache ? `cache: ${printable(cache)}` : "",
    response.httpVersion === "2" ? "HTTP/2" : "HTTP/1.1",
    `${response.milliseconds} ms`,
  ].filter(Boolean);
  lines.push(`   ${dim("←")} ${response.status} ${printable(response.statusText)}  ${dim(facts.join(", "))}`.trimEnd());
  let hidden = 0;
  for (const { name, value, role } of response.headers) {
    const line = `${name}: ${printable(value)}`;
    if (role === "cors") lines.push(`   ${dim("←")} ${accent(line)}`);
    else if (role === "ignored")
      lines.push(
        `   ${dim(`← ${line}  (no effect ${kind === "preflight" ? "on a preflight" : "on this response, only on a preflight"})`)}`,
      );
    else if (verbose || (SHOWN.test(name) && !/^(?:server|via)$/i.test(name))) lines.push(`   ${dim("←")} ${line}`);
    else hidden += 1;
  }
  if (hidden > 0) lines.push(`   ${dim(`← ${hidden} other ${hidden === 1 ? "header" : "headers"}`)}`);
  lines.push(`   ${dim("=")} ${exchangeVerdict(exchange, paint)}`);
  return lines;
}

/** The verdicts with the same cause. */
function byCause(verdicts: readonly ReportedVerdict[]): readonly (readonly ReportedVerdict[])[] {
  const groups = new Map<string, ReportedVerdict[]>();
  for (const one of verdicts) {
    if (one.cause !== null) groups.set(one.cause, [...(groups.get(one.cause) ?? []), one]);
  }
  return [...groups.values()];
}

/** The fix for a group. A code about the status of a preflight is more precise than one about a missing header. */
const fixOf = (group: readonly ReportedVerdict[]): string | null =>
  (group.find(({ code }) => code === "preflight-status" || code === "preflight-redirect") ?? group[0])?.fix ?? null;

function renderVerdicts(verdicts: readonly ReportedVerdict[], { paint, width }: RenderOptions): string[] {
  const lines: string[] = [];
  const longest = Math.max(...verdicts.map(({ engine }) => engine.length));
  for (const { engine, verdict, status, message } of verdicts) {
    const color = paintVerdict(verdict, paint);
    const mark = verdict === "shared" || verdict === "preflight-allowed" ? "✓" : "✗";
    const detail = verdict === "shared" ? `  the page gets status ${status}` : "";
    lines.push(`${color(mark)} ${engine.padEnd(longest)}  ${color(VERDICTS[verdict])}${detail}`);
    if (verdict === "blocked" && message) {
      const indent = " ".repeat(longest + 4);
      for (const line of wrap(printable(message), Math.max(40, width - indent.length)))
        lines.push(indent + paint.dim(line));
    }
  }
  return lines;
}

function renderReasons(verdicts: readonly ReportedVerdict[], options: RenderOptions): string[] {
  const { paint, width } = options;
  const groups = byCause(verdicts);
  return groups.flatMap((group) => {
    const isAll = group.length === verdicts.length;
    const who = isAll ? "" : ` (${listOf(group.map(({ engine }) => engineName(engine)))})`;
    const label = { width, paint: paint.strong };
    const fix = fixOf(group);
    return [
      ...labelled(`Cause${who}`, `${printable(group[0]?.cause ?? "")}.`, label),
      ...(fix ? labelled(`Fix${who}  `, `${printable(fix)}.`, label) : []),
    ];
  });
}

const literal = (value: unknown): string =>
  Array.isArray(value) ? `[${value.map(literal).join(", ")}]` : JSON.stringify(value);

function renderFix(
  { policy, condition, preflightHeaders, headers, configuration }: ReportedFix,
  { paint, width }: RenderOptions,
): string[] {
  const { strong, dim } = paint;
  const lines = [
    strong("A policy that allows the request"),
    ...wrap(`${condition}.`, Math.max(40, width - 2)).map((line) => `  ${paint.warn(line)}`),
    "  definePolicy({",
    ...Object.entries(policy).map(([name, value]) => `    ${name}: ${literal(value)},`),
    "  });",
    "",
    strong("The same as header lines"),
    ...(preflightHeaders
      ? [
          dim("  on the response to OPTIONS, with status 204:"),
          ...preflightHeaders.map(([name, value]) => `  ${name}: ${value}`),
        ]
      : []),
    dim(`  on every ${preflightHeaders ? "other response" : "response"}, including errors:`),
    ...headers.map(([name, value]) => `  ${name}: ${value}`),
  ];
  if (!configuration) return lines;
  lines.push("", strong(`The same for ${configuration.server}`));
  if ("refusal" in configuration) return [...lines, `  ${configuration.refusal}`];
  for (const { file, place, content } of configuration.parts)
    lines.push(dim(`  ${file}, ${place}:`), content.trimEnd());
  return lines;
}

/** A report as text. */
export function renderReport(report: CheckReport, options: RenderOptions): string {
  const { paint, width } = options;
  const { request, origin, verdicts, exchanges, fix, notes } = report;
  const credentials = request.credentials === "include" ? ", with credentials" : "";
  const sections: (readonly string[])[] = [
    [`${paint.strong(`${request.method} ${request.url}`)} from a page at ${paint.strong(origin)}${credentials}`],
    ...exchanges.map((exchange, index) => renderExchange(exchange, index, options)),
    renderVerdicts(verdicts, options),
    renderReasons(verdicts, options),
    fix ? renderFix(fix, options) : [],
    notes.length > 0
      ? [
          paint.strong("Also"),
          ...notes.flatMap(({ level, text, fix: change }) => {
            const sentence = `${printable(text)}.${change ? ` ${printable(change)}.` : ""}`;
            return labelled(level === "warning" ? "  !" : "  ·", sentence, {
              width,
              paint: level === "warning" ? paint.warn : paint.dim,
            });
          }),
        ]
      : [],
  ];
  return `${sections
    .filter((section) => section.length > 0)
    .map((section) => section.join("\n"))
    .join("\n\n")}\n`;
}

/** The verdicts of several reports as a table: a line for each request and origin, a column for each engine. */
export function renderMatrix(reports: readonly CheckReport[], { paint }: RenderOptions): string {
  const engines = [...new Set(reports.flatMap(({ verdicts }) => verdicts.map(({ engine }) => engine)))];
  const isOneRequest = new Set(reports.map(({ request }) => `${request.method} ${request.url}`)).size === 1;
  const labels = reports.map(({ request, origin }) =>
    isOneRequest ? origin : `${request.method} ${request.url}  ${origin}`,
  );
  const wide = Math.max(...labels.map((label) => label.length));
  const column = 18;
  const cell = (report: CheckReport, engine: Engine): string => {
    const verdict = report.verdicts.find((one) => one.engine === engine)?.verdict;
    return verdict ? paintVerdict(verdict, paint)(VERDICTS[verdict].padEnd(column)) : "".padEnd(column);
  };
  const head = paint.strong(`${"".padEnd(wide)}  ${engines.map((engine) => engine.padEnd(column)).join("")}`.trimEnd());
  const rows = reports.map((report, index) =>
    `${(labels[index] ?? "").padEnd(wide)}  ${engines.map((engine) => cell(report, engine)).join("")}`.trimEnd(),
  );
  return `${[head, ...rows].join("\n")}\n`;
}
