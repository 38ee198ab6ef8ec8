import { blocked } from "./blocked-error.ts";
import { corsCheck } from "./cors-check.ts";
import { exchange, type FetchParams } from "./exchange.ts";
import { mainFetch } from "./main-fetch.ts";
import { corsPreflightFetch, isPreflightDue } from "./preflight.ts";
import { followRedirect, hasRedirectStatus, locationOf } from "./redirect.ts";
import { originHeader } from "./request-origin.ts";

/** What the network has answered, and how much of it the page will see. See #concept-filtered-response. */
export interface FetchResult {
  readonly response: Response;
  readonly type: "basic" | "cors" | "opaque" | "opaqueredirect";
}

/** See #concept-http-fetch. */
export async function httpFetch(params: FetchParams, makeCorsPreflight = false): Promise<FetchResult> {
  const { request, preflightCache } = params;
  if (makeCorsPreflight && isPreflightDue(request, preflightCache)) await corsPreflightFetch(params);

  const { method, body } = request;
  const headers = new Headers(request.headers);
  const origin = originHeader(request);
  if (origin !== undefined) headers.set("Origin", origin);
  const response = await exchange(params, "actual", { method, headers, body });

  if (request.tainting === "cors") {
    const failure = corsCheck(request, response.headers);
    if (failure) throw blocked(request, failure.code, { hint: failure.hint });
  }
  const location = locationOf(response);
  // Only who follows a redirect asks where it leads: the other modes go by the status.
  if (hasRedirectStatus(response) && request.redirect === "error") {
    throw blocked(request, "redirect-mode-error", { hint: location ?? "" });
  }
  if (hasRedirectStatus(response) && request.redirect === "manual") return { response, type: "opaqueredirect" };
  if (location !== undefined) {
    followRedirect(params, response, location);
    return mainFetch(params);
  }
  return { response, type: request.tainting };
}
