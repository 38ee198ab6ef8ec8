import { OTHER_SITE } from "./near-misses.ts";
import { JSON_POST, type Observer } from "./observer.ts";
import type { OriginProbe } from "./origin-probe.ts";
import { candidateOrigins, trustedOrigin } from "./probe-plan.ts";
import { revealedOrigins } from "./revealed-origins.ts";

/** How many guessed origins send a preflight although they cannot read the response. */
const PREFLIGHTS = 2;

/** Origins that appear in the server's responses. */
function revealed({ everyone, observations, target }: Observer): readonly OriginProbe[] {
  const answers = [...everyone, ...observations.map(({ visit: { answer } }) => answer)];
  const origins = revealedOrigins(
    answers.filter((answer) => answer !== undefined),
    target,
  ).filter((origin) => !origin.includes(OTHER_SITE));
  const isHttps = target.startsWith("https:");
  return origins.map((origin) =>
    isHttps && origin.startsWith("http:")
      ? { ...trustedOrigin(origin), kind: "insecure-origin", reach: "network" }
      : trustedOrigin(origin),
  );
}

/** The origins that the server is, or may be, meant to allow, each once. */
export function candidatesFor(observer: Observer): readonly OriginProbe[] {
  const own = new URL(observer.target).origin;
  const all = [...observer.hints.trusted.map(trustedOrigin), ...candidateOrigins(observer.url), ...revealed(observer)];
  return all
    .filter(({ origin }) => origin !== own)
    .filter((probe, index, probes) => probes.findIndex(({ origin }) => origin === probe.origin) === index);
}

/** Observes pages with these origins. */
export async function observeCandidates(observer: Observer, candidates: readonly OriginProbe[]): Promise<void> {
  const { trusted } = observer.hints;
  for (const [index, probe] of candidates.entries()) {
    await observer.observe(probe, "response");
    const isKnown = trusted.includes(probe.origin) || observer.isAllowed(probe.origin, "response");
    if (isKnown || index < trusted.length + PREFLIGHTS) await observer.observe(probe, "preflight", JSON_POST);
  }
}
