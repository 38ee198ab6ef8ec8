import type { Finding, Severity } from "../audit/finding.ts";
import { RULES } from "../audit/rules.ts";
import { ENGINE_NAMES, REAL_ENGINES } from "../engines.ts";
import { createPaint, type Paint, printable, wrap } from "../text.ts";
import type { AuditReport, UrlReport } from "./audit-report.ts";
import { plural } from "./plural.ts";

/** How text is printed. */
export interface TextOptions {
  readonly colors: boolean;
  /** In columns. */
  readonly width: number;
}

const COLORS: Readonly<Record<Severity, keyof Paint>> = { high: "bad", medium: "warn", low: "accent", info: "dim" };

const INDENTATION = "  ";

/** A text in lines, below a heading. */
const indented = (text: string, width: number): string[] =>
  wrap(printable(text), Math.max(40, width - INDENTATION.length)).map((line) => INDENTATION + line);

/** How many origins are listed; the JSON report has all. */
const MOST_ORIGINS = 5;

function findingLines(finding: Finding, { width, ...options }: TextOptions): string[] {
  const paint = createPaint(options);
  const { severity, code, message, fix, origins, engines, evidence } = finding;
  const label = paint[COLORS[severity]](severity.toUpperCase());
  const lines = [`${label}  ${RULES[code].title}  (${code})`, ...indented(message, width)];
  if (origins.length > 1) {
    const more = origins.length > MOST_ORIGINS ? `, and ${origins.length - MOST_ORIGINS} more` : "";
    lines.push(...indented(`Origins: ${origins.slice(0, MOST_ORIGINS).join(", ")}${more}`, width));
  }
  if (engines.length > 0 && engines.length < REAL_ENGINES.length) {
    lines.push(`  Engines: ${engines.map((engine) => ENGINE_NAMES[engine]).join(", ")}`);
  }
  // An informative finding needs no proof.
  if (severity !== "info") lines.push(...evidence.map((line) => paint.dim(`    ${printable(line)}`)));
  lines.push(...indented(`Fix: ${fix}`, width));
  return lines;
}

function urlLines(report: UrlReport, options: TextOptions): string[] {
  const { url, target, requests, findings, accepted, error } = report;
  const moved = target === url ? "" : ` → ${target}`;
  const heading = `${url}${moved}  (${plural(requests, "request")})`;
  const lines = [createPaint(options).strong(heading), ""];
  if (error !== undefined) return [...lines, "No response", ""];
  for (const finding of findings) lines.push(...findingLines(finding, options), "");
  if (findings.length === 0) lines.push("Nothing found", "");
  if (accepted > 0) lines.push(`The baseline accepts ${plural(accepted, "finding")}`, "");
  return lines;
}

/** The report as text. */
export function formatText(report: AuditReport, options: TextOptions): string {
  const { high, medium, low, info } = report.summary;
  const lines = report.urls.flatMap((one) => urlLines(one, options));
  return `${[...lines, `${high} high, ${medium} medium, ${low} low, ${info} informative`].join("\n")}\n`;
}
