import { blocked } from "./blocked-error.ts";
import { corsCheck, repeatsAllowOrigin } from "./cors-check.ts";
import { deviates } from "./deviations.ts";
import { exchange, type FetchParams } from "./exchange.ts";
import type { FetchRequest } from "./fetch-request.ts";
import { mainFetch } from "./main-fetch.ts";
import { corsPreflightFetch, isPreflightDue } from "./preflight.ts";
import { followRedirect, isRedirect, locationsOf } from "./redirect.ts";
import { isRedirectStatus } from "./redirect-status.ts";
import { isSameOrigin, originHeader, originOf } from "./request-origin.ts";
import { refererHeader } from "./request-referrer.ts";
import type { ServerResponse } from "./server-response.ts";
import { UploadStream } from "./upload-stream.ts";

/** The response of the network, and how much of it the page sees. See #concept-filtered-response. */
export interface FetchResult {
  readonly response: ServerResponse;
  readonly type: "basic" | "cors" | "opaque" | "opaqueredirect";
}

/** See #concept-http-fetch. */
export async function httpFetch(params: FetchParams, makeCorsPreflight = false): Promise<FetchResult> {
  const { request, browser } = params;
  if (makeCorsPreflight && isPreflightDue(request, browser.preflightCache)) await corsPreflightFetch(params);
  const response = await networkFetch(params);
  const { status } = response;

  if (request.tainting === "cors") {
    const failure = corsCheck(request, response.headers, undefined, credentialsModeFor(request, response));
    const [location] = locationsOf(request, response);
    const isRepeated = repeatsAllowOrigin(response.headers);
    if (failure) throw blocked(request, failure.code, { hint: failure.hint, status, location, isRepeated });
  }
  const isEmpty = isRedirectStatus(status) && response.headers.get("Location") === "";
  if (isEmpty && deviates(request.engine, "refuses-empty-location")) throw blocked(request, "invalid-redirect");
  if (isRedirect(request, response)) {
    const locations = locationsOf(request, response);
    if (request.redirect === "error") throw blocked(request, "redirect-mode-error", { hint: locations.join(", ") });
    if (request.redirect === "manual") return { response, type: "opaqueredirect" };
    if (locations.length > 0) {
      followRedirect(params, response, locations);
      return mainFetch(params);
    }
  }
  return { response, type: request.tainting };
}

/** The credentials mode with which a response is checked. */
function credentialsModeFor(request: FetchRequest, response: ServerResponse): FetchRequest["credentials"] {
  const { engine, credentials, origin, initialUrl } = request;
  const isKept =
    credentials === "same-origin" &&
    locationsOf(request, response).length > 0 &&
    isSameOrigin(origin, originOf(initialUrl)) &&
    deviates(engine, "redirect-keeps-credentials");
  return isKept ? "include" : credentials;
}

/** The most bytes, 64 KiB, that `keepalive` requests of a page may have on their way. */
const MOST_KEEPALIVE_BYTES = 64 * 1024;

/** Sends the request of the page. See #concept-http-network-or-cache-fetch. */
async function networkFetch(params: FetchParams): Promise<ServerResponse> {
  const { request, browser } = params;
  const { method, body, cache, keepalive, tainting } = request;
  // A simulated browser has no HTTP cache, so nothing is ever in it.
  if (cache === "only-if-cached") throw blocked(request, "not-cached");
  const bytes = keepalive && body instanceof ArrayBuffer ? body.byteLength : 0;
  if (browser.keepaliveBytes + bytes > MOST_KEEPALIVE_BYTES) throw blocked(request, "keepalive-too-large");

  const headers = new Headers(request.headers);
  const origin = originHeader(request);
  if (origin !== undefined) headers.set("Origin", origin);
  request.sentOrigin = origin;
  const referer = refererHeader(request);
  if (referer !== undefined) headers.set("Referer", referer);
  browser.keepaliveBytes += bytes;
  let response: ServerResponse;
  try {
    response = await exchange(params, "actual", { method, headers, body });
  } finally {
    browser.keepaliveBytes -= bytes;
  }
  // The browser would ask the user for a password, and cannot send a stream again.
  const isCredentialed = params.last?.exchange.request.includesCredentials;
  const isChallenge =
    response.headers.get("WWW-Authenticate") !== null || !deviates(request.engine, "401-needs-a-challenge");
  const isUnauthorized = response.status === 401 && tainting !== "cors" && isCredentialed && isChallenge;
  if (isUnauthorized && body instanceof UploadStream) {
    throw blocked(request, "stream-unauthorized");
  }
  return response;
}
