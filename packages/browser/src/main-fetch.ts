import { hasBadPort } from "./bad-ports.ts";
import { blocked } from "./blocked-error.ts";
import { deviates } from "./deviations.ts";
import type { FetchParams } from "./exchange.ts";
import { type FetchResult, httpFetch } from "./http-fetch.ts";
import { needsPreflight } from "./preflight.ts";
import { isSameOrigin, originOf } from "./request-origin.ts";
import { isLocal, schemeFetch } from "./scheme-fetch.ts";

/** Decides how a request is sent, at first and again after each redirect. See #concept-main-fetch. */
export async function mainFetch(params: FetchParams): Promise<FetchResult> {
  const { request, browser } = params;
  const { engine, mode, redirect, url } = request;
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
  try {
    return await httpFetch(params, makeCorsPreflight);
  } catch (error) {
    // The request has failed, so the cached permission for this URL may be wrong.
    const clears = makeCorsPreflight || deviates(engine, "clears-cache-after-any-failure");
    if (clears && !deviates(engine, "keeps-cache-after-failure")) browser.preflightCache.clear(request);
    throw error;
  }
}
