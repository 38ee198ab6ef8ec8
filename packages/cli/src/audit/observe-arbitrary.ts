import type { HeaderLine } from "@fetch-cors/browser";
import { JSON_POST, type Observer } from "./observer.ts";
import { candidateOrigins } from "./probe-plan.ts";
import { headerValues, type VisitAnswer } from "./visit.ts";

/** A preflight that a server allows only if it echoes every requested name. */
const UNUSUAL_REQUEST = {
  method: "DELETE",
  headers: { "X-Fetch-Cors-Audit": "1", Authorization: "Bearer x" },
} as const;

/** Query parameters that servers may take an origin from. */
const ORIGIN_PARAMETERS = ["origin", "allow_origin", "cors", "referer", "domain", "callback", "url"];

/**
 * A browser with a cached response asks whether it has changed. The headers of the 304 then replace those of the
 * response.
 */
async function observeNotModified(observer: Observer, answer: VisitAnswer | undefined): Promise<void> {
  if (answer?.status !== 200) return;
  const [tag] = headerValues(answer.headers, "etag");
  const [date] = headerValues(answer.headers, "last-modified");
  if (tag === undefined && date === undefined) return;
  const added: HeaderLine[] = [];
  if (tag !== undefined) added.push(["If-None-Match", tag]);
  if (date !== undefined) added.push(["If-Modified-Since", date]);
  await observer.observe(observer.arbitrary, "not-modified", { added, stored: answer.headers });
}

/** The URL with the page's origin in its query, under parameter names that servers may read. */
function withOriginInQuery({ target, arbitrary }: Observer): string {
  const url = new URL(target);
  for (const name of ORIGIN_PARAMETERS) url.searchParams.append(name, arbitrary.origin);
  return url.href;
}

/** A page on an unrelated site, whose path contains an origin that the server may allow. */
function pageWithTrustedPath({ hints, url, arbitrary }: Observer): string {
  const trusted = hints.trusted[0] ?? candidateOrigins(url)[0]?.origin ?? new URL(url).origin;
  return `${arbitrary.origin}/${trusted}/?${trusted}/`;
}

/** Observes pages on an unrelated site in every situation. */
export async function observeArbitrary(observer: Observer): Promise<void> {
  const { arbitrary, target, hints } = observer;
  const first = [...observer.observations].reverse().find(({ probe }) => probe === arbitrary);
  // The server may respond differently to the cookies that it has set in the meantime.
  const isSame = first?.situation === "response" && first.visit.answer?.url === target && !observer.hasNewCookies;
  const { answer } = isSame ? first.visit : await observer.observe(arbitrary, "response");
  if (hints.cookie !== undefined) {
    await observer.observe(arbitrary, "without-cookies", { credentials: "omit", cookies: false });
  }
  await observer.observe(arbitrary, "preflight", JSON_POST);
  await observer.observe(arbitrary, "preflight", UNUSUAL_REQUEST);
  await observer.observe(arbitrary, "head", { method: "HEAD" });
  await observer.observe(arbitrary, "missing-page", { url: new URL("fetch-cors-audit-missing", target).href });
  await observer.observe(arbitrary, "malformed-url", { url: new URL("/%E0%A4%A", target).href });
  await observeNotModified(observer, answer);
  await observer.observe({ ...arbitrary, kind: "origin-from-query" }, "response", { url: withOriginInQuery(observer) });
  await observer.observe({ ...arbitrary, kind: "origin-from-referrer" }, "response", {
    page: pageWithTrustedPath(observer),
  });
}
