import { type BlockedError, blocked } from "./blocked-error.ts";
import { deviates } from "./deviations.ts";
import { type FetchParams, recordVerdict } from "./exchange.ts";
import type { FetchRequest } from "./fetch-request.ts";
import { NON_WILDCARD_REQUEST_HEADER_NAME, REQUEST_BODY_HEADER_NAMES } from "./header-names.ts";
import { redirectTarget } from "./redirect-location.ts";
import { isRedirectStatus } from "./redirect-status.ts";
import { isCorsRedirect, isSameOrigin, originOf } from "./request-origin.ts";
import { discard, type ServerResponse } from "./server-response.ts";

const LONGEST_CHAIN = 20;

/** The client hints that Chromium removes from a redirected request. */
const REMOVED_CLIENT_HINTS = ["dpr", "width", "viewport-width", "device-memory", "downlink", "ect", "rtt"];

/** The `Location` values of a redirect. Empty if the response does not redirect. */
export function locationsOf({ engine }: FetchRequest, { status, headers }: ServerResponse): readonly string[] {
  const lines = isRedirectStatus(status) ? headers.values("Location") : [];
  const locations = deviates(engine, "ignores-empty-location") ? lines.filter((line) => line !== "") : lines;
  return locations.length > 1 && deviates(engine, "joins-locations") ? [locations.join(", ")] : locations;
}

/** Whether the redirect mode applies to a response. See #concept-http-fetch. */
export const isRedirect = (request: FetchRequest, response: ServerResponse): boolean =>
  request.redirect === "error" && deviates(request.engine, "redirect-error-needs-location")
    ? locationsOf(request, response).length > 0
    : isRedirectStatus(response.status);

/** The URL that a response redirects to; throws if there is not exactly one. See #concept-response-location-url. */
function locationUrl(request: FetchRequest, locations: readonly string[]): URL {
  const [location, ...others] = locations as readonly [string, ...string[]];
  const isAmbiguous = others.length > 0 && !deviates(request.engine, "compares-locations");
  if (isAmbiguous) throw blocked(request, "multiple-locations", { hint: locations.join(", ") });
  const target = redirectTarget(request, location);
  if (!target) throw blocked(request, "invalid-redirect", { hint: location, location });
  return target;
}

/** The failure of a redirect to a URL with a user name or password; `undefined` if there is none. */
function checkUserinfo(request: FetchRequest, target: URL, location: string): BlockedError | undefined {
  if (!target.username && !target.password) return undefined;
  // Main fetch refuses a different origin in mode "same-origin", with its own message.
  const isPermitted = request.mode !== "same-origin" || isSameOrigin(request.origin, originOf(target));
  const isRefused = isPermitted && !request.isXhr && deviates(request.engine, "refuses-userinfo-in-redirects");
  if (!isRefused && !isCorsRedirect(request, target)) return undefined;
  return blocked(request, "redirect-with-credentials", { hint: location, location });
}

/** Throws, because the redirect mode is `"error"`. */
export function refuseRedirect(request: FetchRequest, locations: readonly string[]): never {
  const hint = locations.join(", ");
  const target = redirectTarget(request, hint);
  if (target && isCorsRedirect(request, target) && deviates(request.engine, "checks-userinfo-before-redirect-mode")) {
    const failure = checkUserinfo(request, target, hint);
    if (failure) throw failure;
  }
  throw blocked(request, "redirect-mode-error", { hint });
}

/** Whether the engine restores the headers of the initial request. */
function restoresHeaders({ engine, mode, tainting }: FetchRequest, status: number, isOwn: boolean): boolean {
  if (!deviates(engine, "redirect-restores-headers")) return false;
  if (status === 307 || status === 308) return true;
  return deviates(engine, "every-redirect-restores-headers") && mode === "cors" && !(isOwn && tainting === "basic");
}

/** Changes a request as its redirect requires; throws if it must not be followed. See #concept-http-redirect-fetch. */
export function followRedirect(params: FetchParams, response: ServerResponse, locations: readonly string[]): void {
  const { request } = params;
  const { status } = response;
  const hint = locations.join(", ");
  const url = locationUrl(request, locations);
  if (!url.hash) url.hash = request.url.hash;
  if (!/^https?:$/.test(url.protocol)) throw blocked(request, "unsafe-redirect", { hint, location: hint });
  if (request.redirectCount === LONGEST_CHAIN) throw blocked(request, "too-many-redirects", { hint });
  request.redirectCount += 1;

  const isOwn = isSameOrigin(request.origin, originOf(url));
  const failure = checkUserinfo(request, url, hint);
  const isLate = request.tainting === "basic" && deviates(request.engine, "checks-userinfo-after-preflight");
  if (failure && !isLate) throw failure;
  params.failureAfterPreflight ??= failure;
  if (status !== 303 && request.body !== null && !(request.body instanceof ArrayBuffer)) {
    throw blocked(request, "redirect-of-stream", { hint });
  }

  const isLeaving = !isSameOrigin(originOf(request.url), originOf(url));
  const isMovedPost = (status === 301 || status === 302) && request.method === "POST";
  const isSeeOther = status === 303 && request.method !== "GET" && request.method !== "HEAD";
  if (restoresHeaders(request, status, isOwn)) {
    const isAuthorized = request.headers.has(NON_WILDCARD_REQUEST_HEADER_NAME);
    request.headers = new Headers(request.initialHeaders);
    if (!isAuthorized) request.headers.delete(NON_WILDCARD_REQUEST_HEADER_NAME);
  }
  if (isLeaving && request.method === "DELETE" && deviates(request.engine, "redirects-delete-as-get")) {
    request.method = "GET";
  }
  request.removedNames = [
    ...(isMovedPost || isSeeOther ? REQUEST_BODY_HEADER_NAMES : []),
    ...(isLeaving ? [NON_WILDCARD_REQUEST_HEADER_NAME] : []),
  ];
  if (isMovedPost || isSeeOther) {
    request.method = "GET";
    request.body = null;
    request.hasLostBody = true;
  }
  // Headers that a 307 or 308 redirect restored are removed again by the next redirect with a different status.
  const isRemovedAgain =
    request.hasLostBody &&
    status !== 307 &&
    status !== 308 &&
    !deviates(request.engine, "every-redirect-restores-headers");
  if (isMovedPost || isSeeOther || isRemovedAgain) {
    for (const name of REQUEST_BODY_HEADER_NAMES) request.headers.delete(name);
  }
  if (isLeaving) {
    request.sentOrigin = undefined;
    request.headers.delete(NON_WILDCARD_REQUEST_HEADER_NAME);
    // A foreign origin redirects to a third one. The page did not choose the third, so its origin is not sent.
    const isNulled = request.mode === "no-cors" && deviates(request.engine, "no-cors-redirect-nulls-origin");
    if (isNulled || !isSameOrigin(request.origin, originOf(request.url))) request.isRedirectTainted = true;
  }
  if (!isOwn && deviates(request.engine, "redirect-removes-client-hints")) {
    for (const name of REMOVED_CLIENT_HINTS) request.headers.delete(name);
  }
  request.url = url;
  recordVerdict(params, "redirected");
  discard(response);
}
