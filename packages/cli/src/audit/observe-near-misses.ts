import { JSON_POST, type Observer } from "./observer.ts";
import type { OriginProbe, ProbeKind } from "./origin-probe.ts";
import { NULL_ORIGIN, planProbes } from "./probe-plan.ts";

/** Kinds that send a preflight only if they resemble an origin that is known to be allowed. */
const RARE: readonly ProbeKind[] = ["app-origin", "special-character", "first-label", "truncated-origin"];

/** The number of allowed origins, in addition to those in `--trusted`, for which near misses are tried. */
const MOST_BASES = 3;

/** The origins that the server allows more than every site. */
function allowedOrigins(observer: Observer): readonly string[] {
  const { trusted } = observer.hints;
  const allowed = observer.observations.filter(({ probe, situation }) => observer.isAllowed(probe.origin, situation));
  const originsOf = (isBase: (probe: OriginProbe) => boolean): string[] => [
    ...new Set(allowed.filter(({ probe }) => isBase(probe)).map(({ probe }) => probe.origin)),
  ];
  const found = originsOf(({ reach }) => reach === "trusted");
  const isHttp = observer.target.startsWith("http:");
  // A server that uses http may trust an http origin as much as an https one.
  const bases = found.length > 0 || !isHttp ? found : originsOf(({ kind }) => kind === "insecure-origin");
  const others = bases.filter((origin) => !trusted.includes(origin));
  return [...trusted, ...others.slice(0, MOST_BASES)];
}

/**
 * Limits the number of preflights: one for each kind, and all for origins that resemble one that only preflights allow.
 */
function worthAPreflight(observer: Observer, probes: readonly OriginProbe[]): readonly OriginProbe[] {
  const kinds = new Set<ProbeKind>();
  return probes.filter((probe) => {
    const { kind, origin, resembles, reach } = probe;
    if (observer.isAllowed(origin, "response") || reach === "same-site" || reach === "same-host") return false;
    if (observer.hints.trusted.includes(resembles ?? "") || observer.isAllowed(resembles, "preflight")) return true;
    if (RARE.includes(kind) || kinds.has(kind)) return false;
    kinds.add(kind);
    return true;
  });
}

/** Observes pages with origins that resemble the allowed ones. */
export async function observeNearMisses(observer: Observer): Promise<void> {
  const probes = new Map<string, OriginProbe>();
  // The first round may reveal another allowed origin.
  for (let round = 0; round < 2; round += 1) {
    const planned = planProbes(observer.target, allowedOrigins(observer)).filter(({ origin }) => !probes.has(origin));
    for (const probe of planned) probes.set(probe.origin, probe);
    if (observer.grantToAll("response") === "credentials") continue;
    for (const probe of planned) await observer.observe(probe, "response");
  }
  if (observer.grantToAll("preflight") === "credentials") return;
  for (const probe of worthAPreflight(observer, [...probes.values()])) {
    await observer.observe(probe, "preflight", JSON_POST);
  }
}

/** Observes POST requests, which `--send` permits. */
export async function observePosts(observer: Observer, candidates: readonly OriginProbe[]): Promise<void> {
  const post = { method: "POST" } as const;
  await observer.observe(observer.arbitrary, "post", post);
  if (observer.grantToAll("post") === "credentials") return;
  for (const probe of [NULL_ORIGIN, ...candidates, ...planProbes(observer.target, allowedOrigins(observer))]) {
    await observer.observe(probe, "post", post);
  }
}
