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
 * Sends everything that an audit sends to a URL; `judge` decides what it means.
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
  // A page comes first: a cache that ignores Origin stores what it gets.
  await observeRedirects(observer, trusted ? trustedOrigin(trusted) : arbitrary);
  await observer.askAsEveryone();
  // A second response shows what changes by itself.
  if (hints.cookie !== undefined) await observer.askAsEveryone();
  await observeArbitrary(observer);
  await observer.observe(NULL_ORIGIN, "response");
  await observer.observe(NULL_ORIGIN, "preflight", JSON_POST);
  const candidates = candidatesFor(observer);
  await observeCandidates(observer, candidates);
  await observeNearMisses(observer);
  if (hints.send) await observePosts(observer, candidates);
  await lookBehindCache(observer);
  // Once more: a server may allow an origin from the second request on, or for some kinds of content.
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
