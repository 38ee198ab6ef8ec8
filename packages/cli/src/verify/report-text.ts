import type { Engine, HeaderLine } from "@fetch-cors/browser";
import { ENGINE_NAMES } from "../engines.ts";
import { createPaint, printable, wrap } from "../text.ts";
import type { DifferenceKind } from "./difference.ts";
import { NO_ORIGIN, type PageRequest } from "./page-request.ts";
import { checkLine, curlLines } from "./reproduce.ts";
import type { VerifyReport } from "./verify.ts";

/** How the report is printed. */
export interface TextOptions {
  readonly colors: boolean;
  /** In columns. */
  readonly width: number;
  /** The headers that the user adds to requests, without their secrets. */
  readonly headers?: readonly HeaderLine[];
}

const NAMES: Readonly<Record<Engine, string>> = {
  ...ENGINE_NAMES,
  standard: "the Fetch Standard",
};

/** "Chromium, Firefox and WebKit"; the standard is named only if no engine shows the difference. */
function namesOf(engines: readonly Engine[]): string {
  const real = engines.filter((engine) => engine !== "standard");
  const names = (real.length > 0 ? real : engines).map((engine) => NAMES[engine]);
  return names.join(", ").replace(/, ([^,]*)$/, " and $1");
}

const TITLES: Readonly<Record<DifferenceKind, string>> = {
  blocks: "A page gets an error instead of the response",
  shares: "A page gets a response that the policy denies",
  "lets-through": "The browser sends a request that the policy denies",
  "hides-header": "A page cannot read a header that the policy exposes",
  "shows-header": "A page reads a header that the policy does not expose",
  "preflight-lifetime": "Browsers cache the response to a preflight for a different time",
};

const CACHE_TITLE = "A page gets the response to a different request from a shared cache";

function sentenceOf({ origin, url, method, headers, credentials }: PageRequest): string {
  const names = headers.length > 0 ? ` with ${headers.join(", ")}` : "";
  return `A page at ${origin} requests ${method} ${url}${names}${credentials === "include" ? ", with credentials" : ""}`;
}

const cacheSentence = (earlier: string | undefined): string =>
  `A shared cache has already stored the response to ${earlier === NO_ORIGIN ? "a request without Origin" : `a page at ${earlier}`}, whose Vary does not distinguish the two requests`;

/** The report as text. */
export function reportText(report: VerifyReport, { colors, width, headers = [] }: TextOptions): string {
  const paint = createPaint({ colors });
  const lines: string[] = [];
  const add = (text: string, indent: string, label = ""): void => {
    const [first = "", ...others] = wrap(printable(text), Math.max(40, width - indent.length - label.length));
    lines.push(indent + label + first, ...others.map((line) => indent + " ".repeat(label.length) + line));
  };
  for (const { request, difference, engines } of report.differences) {
    const { kind, expected, found, change, exchange, stored } = difference;
    lines.push(paint.bad(`✗ ${stored ? CACHE_TITLE : TITLES[kind]}`));
    add(sentenceOf(request), "  ");
    if (stored) add(cacheSentence(request.earlier), "  ");
    add(expected, "  ", "policy   ");
    add(found, "  ", "server   ");
    add(namesOf(engines), "  ", "seen by  ");
    add(change, "  ", "change   ");
    const commands = [checkLine(request, engines[0] ?? "standard"), ...curlLines(exchange, { stored, headers })];
    for (const command of commands) lines.push(`    ${paint.accent(command)}`);
    lines.push("");
  }
  if (report.notes.length > 0) {
    lines.push("Notes about differences that no page can observe");
    for (const { text } of report.notes) add(text, "  ", "- ");
    lines.push("");
  }
  add(summaryOf(report), "");
  return `${lines.join("\n")}\n`;
}

const count = (number: number, noun: string): string => `${number} ${noun}${number === 1 ? "" : "s"}`;

const ENDINGS = {
  interrupted: "Interrupted",
  unreachable: "The server stopped responding",
} as const;

function summaryOf({ seed, runs, requests, differences, ended }: VerifyReport): string {
  const amount = `${count(runs, "request")} from pages, ${count(requests, "request")} to the server, seed ${seed}`;
  const found = differences.length > 0 ? count(differences.length, "difference") : "no difference";
  if (ended) return `${ENDINGS[ended]}; ${found} until then (${amount})`;
  return differences.length > 0 ? `${found} (${amount})` : `The server responds as the policy does (${amount})`;
}
