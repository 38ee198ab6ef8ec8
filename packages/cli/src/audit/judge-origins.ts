import { isLoopbackHost } from "../transport/address-space.ts";
import { tellsMore } from "./body-text.ts";
import { type EffectiveGrant, effectiveGrant, isMore } from "./effective-grant.ts";
import { type Finding, lower, SEVERITIES, type Severity } from "./finding.ts";
import { ENGINES } from "./host-characters.ts";
import type { Investigation, Observation } from "./investigation.ts";
import { makeFinding } from "./make-finding.ts";
import type { OriginProbe, ProbeKind } from "./origin-probe.ts";
import { RULES } from "./rules.ts";
import { type Grant, headerValues } from "./visit.ts";

type OriginKind = Exclude<ProbeKind, "trusted-origin">;

/** An origin that is granted more than it should be. */
interface Exposure {
  readonly kind: OriginKind;
  readonly observation: Observation;
  readonly granted: EffectiveGrant;
  readonly severity: Severity;
}

const isError = ({ visit: { answer } }: Observation): boolean => (answer?.status ?? 0) >= 400;

/** Whether only a redirect is allowed, and not the response behind it. */
const isRedirected = ({ visit: { answer, isRedirect } }: Observation): boolean => isRedirect && answer !== undefined;

/** Whether the server wants to know who asks: then the response to somebody else has more in it. */
const wantsAuthentication = ({ visit: { answer } }: Observation): boolean =>
  answer?.status === 401 || answer?.status === 403;

/** Whether the origin is that of an unrelated site, and nothing about it is special. */
const isForAll = ({ kind, origin }: OriginProbe): boolean =>
  kind === "arbitrary-origin" && /^https?:\/\/[a-z.]+$/.test(origin);

const schemeOf = (origin: string): string => origin.replace(/:.*/s, "");

/** What every site with the same scheme, or with https, is granted: a pattern that allows no more is no problem. */
function grantToAll({ observations }: Investigation, { probe, situation }: Observation): Grant {
  const schemes = ["https", schemeOf(probe.origin)];
  return observations
    .filter((one) => isForAll(one.probe) && one.probe !== probe && one.situation === situation)
    .filter((one) => schemes.includes(schemeOf(one.probe.origin)))
    .map((one) => effectiveGrant(one).grant)
    .reduce((one, other) => (isMore(other, one) ? other : one), "none");
}

/** Whether the page reads something that is only for the owner of the cookies; unknown without them. */
function isPersonal({ hasCookie, everyone }: Investigation, { visit: { answer } }: Observation): boolean | undefined {
  if (!hasCookie || !answer) return undefined;
  const isOtherStatus = everyone.every(({ status }) => status !== answer.status);
  return (
    isOtherStatus ||
    tellsMore(
      answer.text,
      everyone.map(({ text }) => text),
    )
  );
}

/** The severity for an origin that anyone can use. */
function severityForAnyone(investigation: Investigation, observation: Observation, grant: Grant): Severity {
  const { situation } = observation;
  if (grant !== "credentials") {
    return situation === "preflight" || isError(observation) || isRedirected(observation) ? "info" : "low";
  }
  if (situation === "preflight" || situation === "not-modified") return "medium";
  if (isRedirected(observation)) return "low";
  if (wantsAuthentication(observation) && situation !== "missing-page") return "medium";
  if (isError(observation) || situation === "missing-page" || situation === "malformed-url") return "low";
  if (situation === "head") return "medium";
  return isPersonal(investigation, observation) === false ? "medium" : "high";
}

function severityOf(investigation: Investigation, observation: Observation, granted: EffectiveGrant): Severity {
  const { reach, kind, engines } = observation.probe;
  const forAnyone = severityForAnyone(investigation, observation, granted.grant);
  const isPartial = engines.length < ENGINES.length || granted.engines.length < engines.length;
  const withCredentials = granted.grant === "credentials";
  switch (reach) {
    case "anyone":
      return isPartial && forAnyone !== "info" ? lower(forAnyone) : forAnyone;
    case "network":
      return withCredentials ? lower(forAnyone) : "info";
    case "machine":
    case "same-host":
      return withCredentials && !isNeighbour(investigation, observation) ? "low" : "info";
    case "nobody":
      return withCredentials ? "low" : "info";
    default:
      // Behind a pattern of all subdomains, a name with another beginning is a subdomain like any other.
      return kind === "suffix-match" && withCredentials && !allowsSubdomains(investigation, observation)
        ? "low"
        : "info";
  }
}

/** Whether any subdomain of the site is allowed, in the same situation. */
const allowsSubdomains = ({ observations }: Investigation, { situation }: Observation): boolean =>
  observations.some(
    (one) => one.situation === situation && one.probe.kind === "any-subdomain" && effectiveGrant(one).grant !== "none",
  );

const isLocalHost = ({ hostname }: URL): boolean =>
  /^(?:localhost|[\d.]+|\[.*\])$/.test(hostname) && isLoopbackHost(hostname);

/** Whether the server is itself one of the machine, and allows its neighbours, as in development. */
const isNeighbour = ({ target, trusted }: Investigation, { probe }: Observation): boolean =>
  trusted.length === 0 && isLocalHost(new URL(target)) && isLocalHost(new URL(probe.origin));

/**
 * Whether the origin is allowed in the place of a secure one: if the server itself speaks http, then only beside the https
 * origin of the same host.
 */
function isDowngrade({ target, observations, trusted }: Investigation, { probe, situation }: Observation): boolean {
  if (probe.kind !== "insecure-origin" || target.startsWith("https:")) return true;
  const secure = probe.origin.replace("http:", "https:");
  const isAllowed = (one: Observation): boolean =>
    one.probe.origin === secure && one.situation === situation && effectiveGrant(one).grant !== "none";
  return trusted.includes(secure) || observations.some(isAllowed);
}

/** Every origin that is granted more than any site is, and is not meant to be. */
function exposuresOf(investigation: Investigation): Exposure[] {
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

const rank = ({ severity }: Exposure): number => SEVERITIES.indexOf(severity);

/** What the page can do, as the rest of a sentence. */
function actionOf({ observation, granted }: Exposure): string {
  const { situation, visit } = observation;
  const cookies = granted.grant === "credentials" ? "with the user's cookies" : "without cookies";
  switch (situation) {
    case "preflight":
      return `can send requests that need a preflight, like ${visit.request.method}, ${cookies}`;
    case "not-modified":
      return `can read a response ${cookies} that is in the browser's cache, because the headers of a 304 replace its headers`;
    case "head":
      return `can read the headers of the response to HEAD ${cookies}`;
    default:
      if (isRedirected(observation)) return `may follow a redirect ${cookies}`;
      return isError(observation)
        ? `can read a response with status ${visit.answer?.status} to a request ${cookies}`
        : `can read the response to a request ${cookies}`;
  }
}

const capitalized = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

function messageOf(exposure: Exposure, investigation: Investigation): string {
  const { kind, observation, granted } = exposure;
  const subject = (RULES[kind].subject ?? "").replace("$", observation.probe.origin);
  const { engines } = granted;
  const where = engines.length < ENGINES.length ? ` (in ${engines.map(capitalized).join(" and ")})` : "";
  const isRead = observation.situation === "response" || observation.situation === "post";
  const personal = granted.grant === "credentials" && isRead ? isPersonal(investigation, observation) : undefined;
  const more =
    personal === undefined
      ? ""
      : personal
        ? ", which differs from what everyone gets"
        : ", which is the same as everyone gets";
  return `${subject} ${actionOf(exposure)}${more}${where}`;
}

/** Origins that the server should not allow: one finding for each kind, by the worst situation. */
export function originFindings(investigation: Investigation): Finding[] {
  const exposures = exposuresOf(investigation).sort((a, b) => rank(a) - rank(b));
  const kinds = [...new Set(exposures.map(({ kind }) => kind))];
  const findings = kinds.map((kind) => {
    const ofKind = exposures.filter((exposure) => exposure.kind === kind);
    const [worst] = ofKind as [Exposure, ...Exposure[]];
    return makeFinding({
      code: kind,
      severity: worst.severity,
      message: messageOf(worst, investigation),
      shownBy: worst.observation,
      origins: [...new Set(ofKind.map(({ observation }) => observation.probe.origin))],
      granted: worst.granted,
    });
  });
  return [...withoutImplied(findings), ...publicFindings(investigation)];
}

/** A pattern that any name behind an allowed one passes stops at special characters too, and so on. */
function withoutImplied(findings: readonly Finding[]): readonly Finding[] {
  const has = (code: string, severity: Severity): boolean =>
    findings.some((one) => one.code === code && SEVERITIES.indexOf(one.severity) <= SEVERITIES.indexOf(severity));
  return findings.filter(({ code, severity }) => code !== "special-character" || !has("prefix-match", severity));
}

/** A response that every site can read without cookies. */
function publicFindings({ observations }: Investigation): Finding[] {
  const shownBy = observations.find(
    (one) =>
      one.probe.kind === "arbitrary-origin" &&
      (one.situation === "response" || one.situation === "post") &&
      effectiveGrant(one).grant === "anonymous",
  );
  if (!shownBy) return [];
  const isWildcard = headerValues(shownBy.visit.answer?.headers ?? [], "access-control-allow-origin").includes("*");
  const how = isWildcard ? "" : ", because the server sends back the origin of any request";
  const message = `Any site can read the response to a request without cookies${how}`;
  return [makeFinding({ code: "public-response", severity: "info", message, shownBy })];
}
