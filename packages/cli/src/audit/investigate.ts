import type { Answer } from "../transport/answer.ts";
import type { AuditHints, Investigation } from "./investigation.ts";
import { lookBehindCache } from "./look-behind-cache.ts";
import { observeArbitrary } from "./observe-arbitrary.ts";
import { candidatesFor, observeCandidates } from "./observe-candidates.ts";
import { observeNearMisses, observePosts } from "./observe-near-misses.ts";
import { observeRedirects } from "./observe-redirects.ts";
import { JSON_POST, Observer } from "./observer.ts";
import { NULL_ORIGIN, trustedOrigin } from "./probe-plan.ts";

/**
 * Sends all requests of an audit to a URL. `judge` evaluates the results.
 *
 * @throws {UnreachableError} If the server does not respond.
 */
export async function investigate(
  url: string,
  hints: AuditHints,
  send: (request: Request) => Promise<Answer>,
): Promise<Investigation> {
  const observer = new Observer(url, hints, send);
  const { arbitrary } = observer;
  const [trusted = ""] = hints.trusted;
  // A request from a page comes first, because a cache that ignores Origin stores the first response.
  await observeRedirects(observer, trusted ? trustedOrigin(trusted) : arbitrary);
  await observer.askAsEveryone();
  // A second response shows which parts change on their own.
  if (hints.cookie !== undefined) await observer.askAsEveryone();
  await observeArbitrary(observer);
  await observer.observe(NULL_ORIGIN, "response");
  await observer.observe(NULL_ORIGIN, "preflight", JSON_POST);
  const candidates = candidatesFor(observer);
  await observeCandidates(observer, candidates);
  await observeNearMisses(observer);
  if (hints.send) await observePosts(observer, candidates);
  await lookBehindCache(observer);
  // Again, because a server may allow an origin only from the second request on, or only for some content types.
  await observer.observe(arbitrary, "response", { headers: { Accept: "application/json" } });
  return {
    url,
    target: observer.target,
    trusted: hints.trusted,
    hasCookie: hints.cookie !== undefined,
    everyone: observer.everyone,
    observations: observer.observations,
  };
}
