import { type BlockedError, blocked } from "./blocked-error.ts";
import { corsCheck, repeatsAllowOrigin } from "./cors-check.ts";
import { deviates } from "./deviations.ts";
import { exchange, type FetchParams } from "./exchange.ts";
import type { FetchRequest } from "./fetch-request.ts";
import { corsPreflightFetch, isPreflightDue } from "./preflight.ts";
import { followRedirect, isRedirect, locationsOf, refuseRedirect } from "./redirect.ts";
import { isSameOrigin, originHeader, originOf } from "./request-origin.ts";
import { refererHeader } from "./request-referrer.ts";
import type { ServerResponse } from "./server-response.ts";
import { UploadStream } from "./upload-stream.ts";

/**
 * The response from the network, and its type, which decides how much the page sees. See #concept-filtered-response.
 */
export interface FetchResult {
  readonly response: ServerResponse;
  readonly type: "basic" | "cors" | "opaque" | "opaqueredirect";
}

/** See #concept-http-fetch. Returns `"redirected"` if main fetch has to fetch the new URL of the request. */
export async function httpFetch(params: FetchParams, makeCorsPreflight = false): Promise<FetchResult | "redirected"> {
  const { request, browser } = params;
  if (makeCorsPreflight && isPreflightDue(request, browser.preflightCache)) await corsPreflightFetch(params);
  if (params.failureAfterPreflight) throw params.failureAfterPreflight;
  const response = await networkFetch(params);

  const failure = request.tainting === "cors" ? checkAccess(request, response) : undefined;
  if (failure) throw failure;
  if (isRedirect(request, response)) {
    const locations = locationsOf(request, response);
    if (request.redirect === "error") refuseRedirect(request, locations);
    if (request.redirect === "manual") return { response, type: "opaqueredirect" };
    const isEmpty = response.headers.get("Location") === "";
    if (isEmpty && deviates(request.engine, "refuses-empty-location")) throw blocked(request, "invalid-redirect");
    if (locations.length > 0) {
      params.failureAfterPreflight = recheckRedirect(request, response);
      followRedirect(params, response, locations);
      return "redirected";
    }
  }
  return { response, type: request.tainting };
}

/** The failure of a redirect that WebKit checks again with credentials; `undefined` if there is none. */
function recheckRedirect(request: FetchRequest, response: ServerResponse): BlockedError | undefined {
  const { engine, credentials, origin, initialUrl, tainting } = request;
  const isRechecked =
    tainting === "cors" &&
    credentials === "same-origin" &&
    isSameOrigin(origin, originOf(initialUrl)) &&
    deviates(engine, "redirect-keeps-credentials");
  return isRechecked ? checkAccess(request, response, "include") : undefined;
}

/** The failure of the CORS check for a response; `undefined` if the check passes. */
function checkAccess(
  request: FetchRequest,
  response: ServerResponse,
  credentialsMode?: FetchRequest["credentials"],
): BlockedError | undefined {
  const { status, headers } = response;
  const failure = corsCheck(request, headers, undefined, credentialsMode);
  if (!failure) return undefined;
  const [location] = locationsOf(request, response);
  const isRepeated = repeatsAllowOrigin(headers);
  return blocked(request, failure.code, { hint: failure.hint, status, location, isRepeated });
}

/** The most bytes that the bodies of a page's pending `keepalive` requests may have in total: 64 KiB. */
const MOST_KEEPALIVE_BYTES = 64 * 1024;

/** Sends the page's request. See #concept-http-network-or-cache-fetch. */
async function networkFetch(params: FetchParams): Promise<ServerResponse> {
  const { request, browser } = params;
  const { method, body, cache, keepalive, tainting } = request;
  // A simulated browser has no HTTP cache.
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
  // The browser would ask the user for a password, but cannot send a stream again.
  const isCredentialed = params.last?.exchange.request.includesCredentials;
  const isChallenge =
    response.headers.get("WWW-Authenticate") !== null || !deviates(request.engine, "401-needs-a-challenge");
  const isUnauthorized = response.status === 401 && tainting !== "cors" && isCredentialed && isChallenge;
  if (isUnauthorized && body instanceof UploadStream) {
    throw blocked(request, "stream-unauthorized");
  }
  return response;
}
