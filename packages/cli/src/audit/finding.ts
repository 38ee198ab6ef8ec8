import type { RealEngine } from "@fetch-cors/browser";
import type { ProbeKind } from "./origin-probe.ts";

/** How much a page can really read. `"info"` is not a problem. */
export type Severity = "high" | "medium" | "low" | "info";

/** From the worst to the least. */
export const SEVERITIES: readonly Severity[] = ["high", "medium", "low", "info"];

/** Whether a severity is at least as bad as another. */
export const isAtLeast = (severity: Severity, limit: Severity): boolean =>
  SEVERITIES.indexOf(severity) <= SEVERITIES.indexOf(limit);

/** The next lower severity, which is still a problem. */
export const lower = (severity: Severity): Severity => (severity === "high" ? "medium" : "low");

/** The kind of a finding. */
export type FindingCode =
  | Exclude<ProbeKind, "trusted-origin">
  | "missing-vary"
  | "cached-origin"
  | "multiple-allow-origin"
  | "repeated-header"
  | "invalid-allow-origin"
  | "preflight-authentication"
  | "preflight-redirect"
  | "wildcard-with-credentials"
  | "public-response"
  | "authentication-required"
  | "trusted-origin-blocked";

/** A problem with a server, or a useful fact about it. */
export interface Finding {
  readonly code: FindingCode;
  readonly severity: Severity;
  readonly url: string;
  readonly method: string;
  /** One sentence: who can do what. */
  readonly message: string;
  /** One sentence: the change to make. */
  readonly fix: string;
  /** The origins that show it; empty if it does not depend on one. */
  readonly origins: readonly string[];
  /** Whether cookies are involved. */
  readonly credentials: boolean;
  /** The engines in which it holds; empty if no engine lets the page read anything. */
  readonly engines: readonly RealEngine[];
  /** The lines of the request and of the response that show it. */
  readonly evidence: readonly string[];
  /** Stays the same from one run to the next, for `--baseline`. */
  readonly fingerprint: string;
}
