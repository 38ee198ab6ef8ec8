import { blocked } from "./blocked-error.ts";
import type { FetchParams } from "./exchange.ts";
import { type FetchResult, httpFetch } from "./http-fetch.ts";
import { isCorsSafelistedMethod } from "./methods.ts";
import { isSameOrigin, originOf } from "./request-origin.ts";
import { corsUnsafeRequestHeaderNames } from "./safelist.ts";

/** Decides how a request goes out, for the first time and again after each redirect. See #concept-main-fetch. */
export async function mainFetch(params: FetchParams): Promise<FetchResult> {
  const { request, preflightCache } = params;
  const { mode, redirect, url, method, headers, useCorsPreflight } = request;
  const isOwn = isSameOrigin(request.origin, originOf(url));
  const isHttp = /^https?:$/.test(url.protocol);

  if (isOwn && isHttp && request.tainting === "basic") return httpFetch(params);
  if (mode === "same-origin" && !isOwn) throw blocked(request, "same-origin-mode");
  if (mode === "no-cors" && redirect !== "follow") throw blocked(request, "no-cors-redirect-mode");
  if (!isHttp) throw blocked(request, "unsupported-scheme");
  if (mode === "no-cors") {
    request.tainting = "opaque";
    return httpFetch(params);
  }

  request.tainting = "cors";
  const isSafelisted = isCorsSafelistedMethod(method) && corsUnsafeRequestHeaderNames(headers).length === 0;
  if (isSafelisted && !useCorsPreflight) return httpFetch(params);
  try {
    return await httpFetch(params, true);
  } catch (error) {
    // Whatever has failed, what is known of this URL may be wrong.
    preflightCache.clear(request);
    throw error;
  }
}
