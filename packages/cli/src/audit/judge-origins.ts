import { ENGINE_NAMES, REAL_ENGINES } from "../engines.ts";
import { effectiveGrant } from "./effective-grant.ts";
import { type Exposure, exposuresOf } from "./exposures.ts";
import { type Finding, isAtLeast, SEVERITIES, type Severity } from "./finding.ts";
import type { Investigation } from "./investigation.ts";
import { makeFinding } from "./make-finding.ts";
import { RULES } from "./rules.ts";
import { isError, isPersonal, isRedirected } from "./severity.ts";
import { headerValues } from "./visit.ts";

const rank = ({ severity }: Exposure): number => SEVERITIES.indexOf(severity);

/** The actions that the page can take, as the rest of a sentence. */
function actionOf({ observation, granted }: Exposure): string {
  const { situation, visit } = observation;
  const cookies = granted.grant === "credentials" ? "with the user's cookies" : "without cookies";
  switch (situation) {
    case "preflight":
      return `can send requests that need a preflight, such as ${visit.request.method}, ${cookies}`;
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

function messageOf(exposure: Exposure, investigation: Investigation): string {
  const { kind, observation, granted } = exposure;
  const subject = (RULES[kind].subject ?? "").replace("$", observation.probe.origin);
  const { engines } = granted;
  const where =
    engines.length < REAL_ENGINES.length ? ` (in ${engines.map((engine) => ENGINE_NAMES[engine]).join(" and ")})` : "";
  const isRead = observation.situation === "response" || observation.situation === "post";
  const personal = granted.grant === "credentials" && isRead ? isPersonal(investigation, observation) : undefined;
  const more =
    personal === undefined
      ? ""
      : personal
        ? ", which differs from the public response"
        : ", which is the same as the public response";
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

/**
 * Removes findings that follow from others: a pattern that ignores the end of the host also accepts special characters.
 */
function withoutImplied(findings: readonly Finding[]): readonly Finding[] {
  const has = (code: string, severity: Severity): boolean =>
    findings.some((one) => one.code === code && isAtLeast(one.severity, severity));
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
  const how = isWildcard ? "" : ", because the server echoes the origin of any request";
  const message = `Any site can read the response to a request without cookies${how}`;
  return [makeFinding({ code: "public-response", severity: "info", message, shownBy })];
}
