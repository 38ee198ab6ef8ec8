import { type Finding, isAtLeast, SEVERITIES, type Severity } from "../audit/finding.ts";

/** The findings at a URL. */
export interface UrlReport {
  /** As the user wrote it. */
  readonly url: string;
  /** After redirects on the same host. */
  readonly target: string;
  /** How many requests were sent. */
  readonly requests: number;
  /** The worst first, without those in the baseline. */
  readonly findings: readonly Finding[];
  /** How many findings the baseline accepts. */
  readonly accepted: number;
  /** Why there are no findings: the server cannot be reached. */
  readonly error?: string;
}

/** The result of an audit. `--json` prints it; `version` changes when a property changes its meaning. */
export interface AuditReport {
  readonly version: 1;
  readonly urls: readonly UrlReport[];
  /** The lowest severity that sets exit status 1. */
  readonly failOn: Severity;
  readonly summary: Readonly<Record<Severity, number>>;
}

/** Combines the reports of several URLs. */
export function toAuditReport(urls: readonly UrlReport[], failOn: Severity): AuditReport {
  const findings = urls.flatMap((report) => report.findings);
  const count = (severity: Severity): number => findings.filter((finding) => finding.severity === severity).length;
  const [high, medium, low, info] = SEVERITIES.map(count) as [number, number, number, number];
  return { version: 1, urls, failOn, summary: { high, medium, low, info } };
}

/** The findings that make an audit fail. */
export const failing = ({ urls, failOn }: AuditReport): readonly Finding[] =>
  urls.flatMap(({ findings }) => findings.filter(({ severity }) => isAtLeast(severity, failOn)));
