import type { RealEngine } from "@fetch-cors/browser";
import type { Observation } from "./investigation.ts";
import type { Grant } from "./visit.ts";

const ORDER: readonly Grant[] = ["none", "anonymous", "credentials"];

/** Whether one grant allows more than the other. */
export const isMore = (grant: Grant, than: Grant): boolean => ORDER.indexOf(grant) > ORDER.indexOf(than);

/** The most that a page of the origin is granted, and the engines that grant it. */
export interface EffectiveGrant {
  readonly grant: Grant;
  readonly engines: readonly RealEngine[];
}

/** The grant of an observation, in the engines that load pages of the origin. */
export function effectiveGrant({ probe, situation, visit }: Observation): EffectiveGrant {
  const grants = situation === "preflight" ? visit.preflight : visit.response;
  const grant = probe.engines.map((engine) => grants[engine]).reduce((a, b) => (isMore(b, a) ? b : a), "none");
  return { grant, engines: grant === "none" ? [] : probe.engines.filter((engine) => grants[engine] === grant) };
}
