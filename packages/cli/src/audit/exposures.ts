import { type EffectiveGrant, effectiveGrant, isMore } from "./effective-grant.ts";
import type { Severity } from "./finding.ts";
import type { Investigation, Observation } from "./investigation.ts";
import type { OriginProbe, ProbeKind } from "./origin-probe.ts";
import { severityOf } from "./severity.ts";
import type { Grant } from "./visit.ts";

/** An origin that is granted more than it should be. */
export interface Exposure {
  readonly kind: Exclude<ProbeKind, "trusted-origin">;
  readonly observation: Observation;
  readonly granted: EffectiveGrant;
  readonly severity: Severity;
}

/** Whether the origin belongs to an unrelated site, and nothing about it is special. */
const isForAll = ({ kind, origin }: OriginProbe): boolean =>
  kind === "arbitrary-origin" && /^https?:\/\/[a-z.]+$/.test(origin);

const schemeOf = (origin: string): string => origin.replace(/:.*/s, "");

/**
 * The grant for every site with the same scheme, or with https. An origin with the same grant is not a separate
 * finding.
 */
function grantToAll({ observations }: Investigation, { probe, situation }: Observation): Grant {
  const schemes = ["https", schemeOf(probe.origin)];
  return observations
    .filter((one) => isForAll(one.probe) && one.probe !== probe && one.situation === situation)
    .filter((one) => schemes.includes(schemeOf(one.probe.origin)))
    .map((one) => effectiveGrant(one).grant)
    .reduce((one, other) => (isMore(other, one) ? other : one), "none");
}

/**
 * Whether an http origin is less secure than the origins that the server should allow. If the server itself uses http,
 * this is so only if the https origin of the same host is allowed.
 */
function isDowngrade({ target, observations, trusted }: Investigation, { probe, situation }: Observation): boolean {
  if (probe.kind !== "insecure-origin" || target.startsWith("https:")) return true;
  const secure = probe.origin.replace("http:", "https:");
  const isAllowed = (one: Observation): boolean =>
    one.probe.origin === secure && one.situation === situation && effectiveGrant(one).grant !== "none";
  return trusted.includes(secure) || observations.some(isAllowed);
}

/** Every origin that is granted more than any site is, and should not be. */
export function exposuresOf(investigation: Investigation): Exposure[] {
  const { observations, trusted } = investigation;
  return observations.flatMap(withPosts).flatMap((observation): Exposure[] => {
    const { probe, situation } = observation;
    const { kind } = probe;
    if (kind === "trusted-origin" || situation === "without-cookies" || situation === "other-url") return [];
    if (trusted.includes(probe.origin) || !isDowngrade(investigation, observation)) return [];
    const granted = effectiveGrant(observation);
    if (granted.grant === "none") return [];
    const isArbitrary = isForAll(probe) && probe.origin.startsWith("https:");
    if (!isArbitrary && !isMore(granted.grant, grantToAll(investigation, observation))) return [];
    if (isArbitrary && granted.grant === "anonymous") return [];
    return [{ kind, observation, granted, severity: severityOf(investigation, observation, granted) }];
  });
}

/** With `--send`, a preflight is followed by the POST that it is for. */
const withPosts = (one: Observation): Observation[] =>
  one.situation === "preflight" && one.visit.exchanges.some(({ kind, response }) => kind === "actual" && response)
    ? [one, { ...one, situation: "post" }]
    : [one];
