import type { Finding } from "../audit/finding.ts";
import { RULES } from "../audit/rules.ts";
import { type AuditReport, failing, type UrlReport } from "./audit-report.ts";

const ENTITIES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

/** A text for XML 1.0, which has no control characters. */
const escapeXml = (text: string): string =>
  text
    .replace(/[&<>"]/g, (character) => ENTITIES[character] ?? "")
    .replace(/[^\t\n\r\x20-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, "?");

function testCase(finding: Finding, isFailing: boolean): string {
  const { code, message, severity, fix, evidence, url } = finding;
  const name = `${code} (${severity})`;
  const body = escapeXml([message, ...evidence, `Fix: ${fix}`].join("\n"));
  const failure = `<failure message="${escapeXml(RULES[code].title)}" type="${code}">${body}</failure>`;
  const output = `<system-out>${body}</system-out>`;
  return `    <testcase name="${escapeXml(name)}" classname="${escapeXml(url)}">${isFailing ? failure : output}</testcase>`;
}

function suite({ url, findings, error }: UrlReport, failed: ReadonlySet<Finding>): string {
  const failures = findings.filter((finding) => failed.has(finding)).length;
  const cases = findings.map((finding) => testCase(finding, failed.has(finding)));
  const name = escapeXml(url);
  if (error !== undefined) {
    cases.push(`    <testcase name="reachable" classname="${name}"><error message="${escapeXml(error)}"/></testcase>`);
  } else if (cases.length === 0) cases.push(`    <testcase name="nothing found" classname="${name}"/>`);
  const counts = `tests="${cases.length}" failures="${failures}" errors="${error === undefined ? 0 : 1}"`;
  return `  <testsuite name="${name}" ${counts}>\n${cases.join("\n")}\n  </testsuite>`;
}

/** The report for CI systems that show tests: a suite for each URL, a case for each finding. */
export function formatJunit(report: AuditReport): string {
  const failed = new Set(failing(report));
  const suites = report.urls.map((one) => suite(one, failed)).join("\n");
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="fetch-cors audit">\n${suites}\n</testsuites>\n`;
}
