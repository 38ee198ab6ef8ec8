import { REAL_ENGINES } from "../engines.ts";
import { isLoopbackHost } from "../transport/address-space.ts";
import { tellsMore } from "./body-text.ts";
import { type EffectiveGrant, effectiveGrant } from "./effective-grant.ts";
import { lower, type Severity } from "./finding.ts";
import type { Investigation, Observation } from "./investigation.ts";
import type { Grant } from "./visit.ts";

/** Whether the response is an error. */
export const isError = ({ visit: { answer } }: Observation): boolean => (answer?.status ?? 0) >= 400;

/** Whether only a redirect is allowed, but not the response after it. */
export const isRedirected = ({ visit: { answer, isRedirect } }: Observation): boolean =>
  isRedirect && answer !== undefined;

/** Whether the server requires authentication, so that a user would get a different response. */
const wantsAuthentication = ({ visit: { answer } }: Observation): boolean =>
  answer?.status === 401 || answer?.status === 403;

/** Whether the page reads data that only the owner of the cookies should get; `undefined` without cookies. */
export function isPersonal(
  { hasCookie, everyone }: Investigation,
  { visit: { answer } }: Observation,
): boolean | undefined {
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

/** The severity of what the origin of the observation is granted. */
export function severityOf(investigation: Investigation, observation: Observation, granted: EffectiveGrant): Severity {
  const { reach, kind, engines } = observation.probe;
  const forAnyone = severityForAnyone(investigation, observation, granted.grant);
  const isPartial = engines.length < REAL_ENGINES.length || granted.engines.length < engines.length;
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
      // If every subdomain is allowed, a host with a different beginning is only one more subdomain.
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

/** Whether the server runs on the local machine and allows other local origins, as in development. */
const isNeighbour = ({ target, trusted }: Investigation, { probe }: Observation): boolean =>
  trusted.length === 0 && isLocalHost(new URL(target)) && isLocalHost(new URL(probe.origin));
