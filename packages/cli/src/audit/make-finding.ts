import { createHash } from "node:crypto";
import { redact } from "../redact.ts";
import { type EffectiveGrant, effectiveGrant } from "./effective-grant.ts";
import type { Finding, FindingCode, Severity } from "./finding.ts";
import type { Observation } from "./investigation.ts";
import { RULES } from "./rules.ts";

/** Response headers to show as evidence. */
const SHOWN = /^(?:access-control-.*|vary|location|set-cookie|cache-control|age|x-cache|www-authenticate)$/i;

/** The lines of the last exchange that show a finding. */
function evidenceOf({ visit, situation }: Observation): string[] {
  const exchange =
    situation === "preflight"
      ? visit.exchanges.find(({ kind, response }) => kind === "preflight" && response)
      : [...visit.exchanges].reverse().find(({ response }) => response);
  if (!exchange?.response) return [];
  const { request, response } = exchange;
  const asked = [...request.headers].filter(([name]) => /^(?:origin|referer|access-control-.*)$/.test(name));
  return [
    `${request.method} ${request.url}`,
    ...asked.map(([name, value]) => `> ${name}: ${value}`),
    `< ${response.status} ${response.statusText}`.trimEnd(),
    ...response.headerLines
      .filter(([name]) => SHOWN.test(name))
      .map(([name, value]) => `< ${name.toLowerCase()}: ${redact(name, value)}`),
  ];
}

/** The parts of a finding. */
interface FindingParts {
  readonly code: FindingCode;
  readonly severity: Severity;
  readonly message: string;
  /** The observation that shows it best. */
  readonly shownBy: Observation;
  readonly origins?: readonly string[];
  /** The page's grant. Defaults to that of the observation. */
  readonly granted?: EffectiveGrant;
}

/** The path of a URL without its query, which may change from one run to the next. */
const placeOf = (url: string): string => url.replace(/[?#].*$/s, "");

/** Makes a finding from the observation that shows it. */
export function makeFinding({ code, severity, message, shownBy, origins, granted }: FindingParts): Finding {
  const { probe, situation, visit } = shownBy;
  const { grant, engines } = granted ?? effectiveGrant(shownBy);
  const url = visit.answer?.url ?? visit.request.url;
  const method = visit.request.method ?? "GET";
  const identity = [code, situation, method, placeOf(url), ...(probe.reach === "trusted" ? [probe.origin] : [])];
  return {
    code,
    severity,
    url,
    method,
    message,
    fix: RULES[code].fix,
    origins: origins ?? [probe.origin],
    credentials: grant === "credentials",
    engines,
    evidence: evidenceOf(shownBy),
    fingerprint: createHash("sha256").update(identity.join(" ")).digest("hex").slice(0, 16),
  };
}
