import { hasBadPort } from "./bad-ports.ts";
import { blocked, isBlocked } from "./blocked-error.ts";
import { deviates } from "./deviations.ts";
import type { FetchParams } from "./exchange.ts";
import type { FetchRequest } from "./fetch-request.ts";
import { type FetchResult, httpFetch } from "./http-fetch.ts";
import { needsPreflight } from "./preflight.ts";
import { isSameOrigin, originOf } from "./request-origin.ts";
import { isLocal, schemeFetch } from "./scheme-fetch.ts";

/** Fetches the request, and fetches again after each redirect. See #concept-main-fetch. */
export async function mainFetch(params: FetchParams): Promise<FetchResult> {
  const { request, browser } = params;
  try {
    for (;;) {
      const result = await fetchCurrentUrl(params);
      if (result !== "redirected") return result;
    }
  } catch (error) {
    if (clearsCache(request, error)) browser.preflightCache.clear(request);
    throw error;
  }
}

/** Decides how the current URL is fetched. */
async function fetchCurrentUrl(params: FetchParams): Promise<FetchResult | "redirected"> {
  const { request } = params;
  const { mode, redirect, url } = request;
  const isOwn = isSameOrigin(request.origin, originOf(url));
  const isHttp = /^https?:$/.test(url.protocol);

  if (hasBadPort(url)) throw blocked(request, "bad-port", { hint: url.port });
  if (isLocal(request)) return schemeFetch(request);
  if (isOwn && isHttp && request.tainting === "basic") return httpFetch(params);
  if (mode === "same-origin" && !isOwn) throw blocked(request, "same-origin-mode");
  if (mode === "no-cors" && redirect !== "follow") throw blocked(request, "no-cors-redirect-mode");
  if (!isHttp) throw blocked(request, "unsupported-scheme");
  if (mode === "no-cors") {
    request.tainting = "opaque";
    return httpFetch(params);
  }

  request.tainting = "cors";
  const makeCorsPreflight = needsPreflight(request);
  request.neededPreflight ||= makeCorsPreflight;
  return httpFetch(params, makeCorsPreflight);
}

/** Whether a failure clears the preflight cache for the URL. */
function clearsCache({ engine, tainting, neededPreflight }: FetchRequest, error: unknown): boolean {
  if (tainting !== "cors" || deviates(engine, "keeps-cache-after-failure")) return false;
  if (!deviates(engine, "clears-cache-after-any-failure")) return neededPreflight;
  return !isBlocked(error) || error.code !== "redirect-mode-error";
}
