import { blocked } from "./blocked-error.ts";
import { discard, type FetchParams, judge } from "./exchange.ts";
import { NON_WILDCARD_REQUEST_HEADER_NAME, REQUEST_BODY_HEADER_NAMES } from "./header-names.ts";
import { isSameOrigin, originOf } from "./request-origin.ts";

const LONGEST_CHAIN = 20;

/** Whether the redirect mode decides about a response, even one that says nowhere to go. See #redirect-status. */
export const hasRedirectStatus = ({ status }: Response): boolean => [301, 302, 303, 307, 308].includes(status);

/** Where a response redirects to, as it is written; `undefined` where it does not. See #concept-response-location-url. */
export const locationOf = (response: Response): string | undefined =>
  hasRedirectStatus(response) ? (response.headers.get("Location") ?? undefined) : undefined;

/** Turns a request into the one that its redirect asks for; throws if that must not be. See #concept-http-redirect-fetch. */
export function followRedirect(params: FetchParams, response: Response, location: string): void {
  const { request } = params;
  const { status } = response;
  let url: URL;
  try {
    url = new URL(location, request.url);
  } catch {
    throw blocked(request, "invalid-redirect", { hint: location });
  }
  if (!url.hash) url.hash = request.url.hash;
  if (!/^https?:$/.test(url.protocol)) throw blocked(request, "unsafe-redirect", { hint: location });
  if (request.redirectCount === LONGEST_CHAIN) throw blocked(request, "too-many-redirects", { hint: location });
  request.redirectCount += 1;

  const isOwn = isSameOrigin(request.origin, originOf(url));
  const isFromCors = request.tainting === "cors";
  if ((url.username || url.password) && ((request.mode === "cors" && !isOwn) || isFromCors)) {
    throw blocked(request, "redirect-with-credentials");
  }
  if (status !== 303 && request.body instanceof ReadableStream) {
    throw blocked(request, "redirect-of-stream", { hint: location });
  }

  const isMovedPost = (status === 301 || status === 302) && request.method === "POST";
  const isSeeOther = status === 303 && request.method !== "GET" && request.method !== "HEAD";
  if (isMovedPost || isSeeOther) {
    request.method = "GET";
    request.body = null;
    for (const name of REQUEST_BODY_HEADER_NAMES) request.headers.delete(name);
  }
  const isLeaving = !isSameOrigin(originOf(request.url), originOf(url));
  if (isLeaving) {
    request.headers.delete(NON_WILDCARD_REQUEST_HEADER_NAME);
    // Another origin sends it on to a third: neither may claim that the page has asked the latter.
    if (!isSameOrigin(request.origin, originOf(request.url))) request.isRedirectTainted = true;
  }
  request.url = url;
  judge(params, "redirected");
  discard(response);
}
