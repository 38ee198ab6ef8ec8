import type { Observer } from "./observer.ts";
import { candidateOrigins, trustedOrigin } from "./probe-plan.ts";
import { headerValues } from "./visit.ts";

/** Whether a response may come from a cache. */
const isCached = ({ everyone }: Observer): boolean =>
  everyone.some(({ headers }) => {
    const textOf = (name: string): string => headerValues(headers, name).join();
    const isStored = /max-age=0*[1-9]|public/i.test(textOf("cache-control"));
    return isStored || ["age", "x-cache", "cf-cache-status"].some((name) => textOf(name) !== "");
  });

/**
 * A cache that ignores `Origin` makes the responses for all origins look the same. A query that it has not stored shows
 * whether the server distinguishes them.
 */
export async function lookBehindCache(observer: Observer): Promise<void> {
  const { observations, target, hints, url, arbitrary } = observer;
  const values = observations
    .filter(({ situation, visit: { answer } }) => situation === "response" && answer?.url === target)
    .map(({ visit: { answer } }) => headerValues(answer?.headers ?? [], "access-control-allow-origin").join());
  const [value] = values;
  if (value === "*" || values.some((one) => one !== value)) return;
  const trusted = hints.trusted.map(trustedOrigin);
  // If the cached response denies every origin, try an allowed one; if it allows one, try an unrelated one.
  const allowed = trusted.length > 0 || !isCached(observer) ? trusted : candidateOrigins(url);
  for (const [index, probe] of (value === "" ? allowed : [arbitrary]).entries()) {
    const fresh = new URL(target);
    fresh.searchParams.append("fetch-cors-audit", `${index + 1}`);
    await observer.observe(probe, "other-url", { url: fresh.href });
  }
}
