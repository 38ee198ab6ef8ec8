import type { Finding } from "../audit/finding.ts";
import { RULES } from "../audit/rules.ts";
import type { AuditReport, UrlReport } from "./audit-report.ts";
import { plural } from "./plural.ts";

/** Escapes the characters that have a meaning in Markdown. */
const escapeMarkdown = (text: string): string => text.replace(/[\\`*_{}[\]<>|#]/g, (character) => `\\${character}`);

/** A code span, delimited by more backticks than the text contains in a row. */
function code(text: string): string {
  const longest = Math.max(0, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  const ticks = "`".repeat(longest + 1);
  const space = text.startsWith("`") || text.endsWith("`") ? " " : "";
  return `${ticks}${space}${text}${space}${ticks}`;
}

const findingText = (finding: Finding): string => {
  const { severity, message, fix, evidence } = finding;
  const fence = "`".repeat(
    Math.max(
      3,
      ...(evidence
        .join("\n")
        .match(/`+/g)
        ?.map((run) => run.length + 1) ?? [3]),
    ),
  );
  const proof = severity === "info" ? "" : `\n\n${fence}http\n${evidence.join("\n")}\n${fence}`;
  return `### ${severity}: ${escapeMarkdown(RULES[finding.code].title)} (${code(finding.code)})\n\n${escapeMarkdown(message)}.${proof}\n\n**Fix:** ${escapeMarkdown(fix)}.`;
};

function urlText({ url, requests, findings, accepted, error }: UrlReport): string {
  const parts = [`## ${code(url)}`, `${plural(requests, "request")} sent.`];
  if (error !== undefined) parts.push(`${escapeMarkdown(error)}.`);
  else if (findings.length === 0) parts.push("Nothing found.");
  if (accepted > 0) parts.push(`The baseline accepts ${plural(accepted, "finding")}.`);
  return [...parts, ...findings.map(findingText)].join("\n\n");
}

/** The report as a document, for an issue or the summary of a job. */
export function formatMarkdown({ urls, summary }: AuditReport): string {
  const { high, medium, low, info } = summary;
  const table = `| high | medium | low | info |\n|---|---|---|---|\n| ${high} | ${medium} | ${low} | ${info} |`;
  return `${["# CORS audit", table, ...urls.map(urlText)].join("\n\n")}\n`;
}
