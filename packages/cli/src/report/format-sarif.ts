import { SarifBuilder, SarifResultBuilder, SarifRuleBuilder, SarifRunBuilder } from "node-sarif-builder";
import type { Finding, FindingCode, Severity } from "../audit/finding.ts";
import { RULES } from "../audit/rules.ts";
import type { AuditReport } from "./audit-report.ts";

/** The severities of SARIF and of GitHub. */
const LEVELS: Readonly<Record<Severity, { readonly level: "error" | "warning" | "note"; readonly score: string }>> = {
  high: { level: "error", score: "8.0" },
  medium: { level: "warning", score: "5.5" },
  low: { level: "note", score: "3.0" },
  info: { level: "note", score: "0.0" },
};

const DOCUMENTATION = "https://github.com/fetch-cors/fetch-cors";

function ruleFor(code: FindingCode, findings: readonly Finding[]): SarifRuleBuilder {
  const { title, fix } = RULES[code];
  const builder = new SarifRuleBuilder().initSimple({
    ruleId: code,
    shortDescriptionText: title,
    fullDescriptionText: `${title}. ${fix}.`,
    helpUri: DOCUMENTATION,
  });
  const worst = findings.find((finding) => finding.code === code)?.severity ?? "info";
  builder.rule.help = { text: `${fix}.` };
  builder.rule.properties = { tags: ["security", "cors"], "security-severity": LEVELS[worst].score };
  return builder;
}

function resultFor(finding: Finding, location: string): SarifResultBuilder {
  const { code, severity, message, url, evidence, origins, fingerprint } = finding;
  const builder = new SarifResultBuilder().initSimple({
    level: LEVELS[severity].level,
    messageText: [`${url}: ${message}.`, ...evidence].join("\n"),
    ruleId: code,
    fileUri: location,
    startLine: 1,
  });
  builder.result.partialFingerprints = { "fetchCors/v1": fingerprint };
  builder.result.properties = { severity, url, origins: [...origins] };
  return builder;
}

/**
 * The report for code scanning.
 *
 * @param location - A file of the repository that the results belong to: GitHub refuses results without one.
 * @param version - The version of this program.
 */
export function formatSarif({ urls }: AuditReport, location: string, version: string): string {
  const findings = urls.flatMap((report) => report.findings);
  const run = new SarifRunBuilder().initSimple({
    toolDriverName: "fetch-cors",
    toolDriverVersion: version,
    url: DOCUMENTATION,
  });
  for (const code of new Set(findings.map((finding) => finding.code))) run.addRule(ruleFor(code, findings));
  for (const finding of findings) run.addResult(resultFor(finding, location));
  const builder = new SarifBuilder();
  builder.addRun(run);
  return `${builder.buildSarifJsonString({ indent: true })}\n`;
}
