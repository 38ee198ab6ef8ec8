import { elementsOf } from "../header-lines.ts";
import type { Finding } from "./finding.ts";
import type { Investigation, Observation } from "./investigation.ts";
import { makeFinding } from "./make-finding.ts";
import { headerValues } from "./visit.ts";

const allowOriginOf = ({ visit: { answer } }: Observation): string =>
  headerValues(answer?.headers ?? [], "access-control-allow-origin").join(", ");

const tokensOf = ({ visit: { answer } }: Observation, name: string): readonly string[] =>
  elementsOf(answer?.headers ?? [], name);

const variesByOrigin = (one: Observation): boolean =>
  tokensOf(one, "vary").some((name) => name === "origin" || name === "*");

const isStored = (one: Observation): boolean => !tokensOf(one, "cache-control").includes("no-store");

/** GET responses of the URL itself. */
const responsesOf = ({ observations, target }: Investigation): readonly Observation[] =>
  observations.filter((one) => one.situation === "response" && one.visit.answer?.url === target);

/** A response for one origin that a cache may give to a different one. */
function missingVary(investigation: Investigation): Finding[] {
  const responses = responsesOf(investigation);
  const values = new Set(responses.map(allowOriginOf));
  for (const { headers } of investigation.everyone) {
    values.add(headerValues(headers, "access-control-allow-origin").join(", "));
  }
  const shownBy = responses.find(
    (one) => allowOriginOf(one) === one.probe.origin && !variesByOrigin(one) && isStored(one),
  );
  if (!shownBy || values.size < 2) return [];
  const message =
    "A cache can give the response for one origin to a page from a different one, which is then blocked, because the server allows the request's origin and Vary does not include Origin";
  return [makeFinding({ code: "missing-vary", severity: "low", message, shownBy })];
}

/** A response that contains the origin of an earlier request. */
function cachedOrigin(investigation: Investigation): Finding[] {
  const responses = responsesOf(investigation);
  const [first] = responses;
  if (!first) return [];
  const sent = new Set(responses.map(({ probe }) => probe.origin));
  const isOfAnother = (one: Observation): boolean => {
    const value = allowOriginOf(one);
    return value !== "null" && sent.has(value) && value !== one.probe.origin;
  };
  const others = investigation.observations.filter(({ situation }) => situation === "other-url");
  const isTrusted = (origin: string): boolean =>
    responses.some(({ probe }) => probe.reach === "trusted" && probe.origin === origin);
  const strange = responses.find((one) => isOfAnother(one) && !isTrusted(allowOriginOf(one)));
  const hidden = others.some((one) => ![allowOriginOf(first), "*"].includes(allowOriginOf(one)));
  const shownBy = strange ?? (hidden ? (responses.find(isOfAnother) ?? first) : undefined);
  if (!shownBy) return [];
  const message = strange
    ? `A cache gives the response for ${allowOriginOf(strange)} to other origins, so any site can cause other pages to be blocked`
    : "A cache gives the response for one origin to all others, so allowed pages may be blocked, and denied ones may not";
  return [makeFinding({ code: "cached-origin", severity: strange ? "medium" : "low", message, shownBy })];
}

/** Problems with caches, which browsers do not report. */
export const cacheFindings = (investigation: Investigation): Finding[] => [
  ...missingVary(investigation),
  ...cachedOrigin(investigation),
];
