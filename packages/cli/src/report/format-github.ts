import type { Severity } from "../audit/finding.ts";
import { RULES } from "../audit/rules.ts";
import type { AuditReport } from "./audit-report.ts";

const COMMANDS: Readonly<Record<Severity, string>> = { high: "error", medium: "error", low: "warning", info: "notice" };

const escapeData = (text: string): string => text.replace(/%/g, "%25").replace(/\r/g, "%0D").replace(/\n/g, "%0A");

const escapeProperty = (text: string): string => escapeData(text).replace(/:/g, "%3A").replace(/,/g, "%2C");

/** The report as workflow commands of GitHub Actions, which become annotations. */
export function formatGithub({ urls }: AuditReport, file: string | undefined): string {
  const place = file === undefined ? "" : `file=${escapeProperty(file)},line=1,`;
  const lines = urls.flatMap(({ url, findings, error }) => [
    ...(error === undefined ? [] : [`::error ${place}title=${escapeProperty(url)}::${escapeData(error)}`]),
    ...findings.map(({ code, severity, message, fix, url: at }) => {
      const title = escapeProperty(`CORS: ${RULES[code].title}`);
      return `::${COMMANDS[severity]} ${place}title=${title}::${escapeData(`${at}: ${message}\nFix: ${fix}`)}`;
    }),
  ]);
  return lines.map((line) => `${line}\n`).join("");
}
