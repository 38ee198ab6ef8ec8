import { blocked } from "./blocked-error.ts";
import { corsCheck } from "./cors-check.ts";
import { discard, exchange, type FetchParams, judge } from "./exchange.ts";
import type { FetchRequest } from "./fetch-request.ts";
import { NON_WILDCARD_REQUEST_HEADER_NAME } from "./header-names.ts";
import { deltaSeconds, listOfTokens } from "./list-values.ts";
import { isCorsSafelistedMethod } from "./methods.ts";
import type { PreflightCache } from "./preflight-cache.ts";
import { locationOf } from "./redirect.ts";
import { serializeRequestOrigin } from "./request-origin.ts";
import { corsUnsafeRequestHeaderNames } from "./safelist.ts";

/** In seconds, where the server says nothing that can be read. */
const DEFAULT_MAX_AGE = 5;

/** Whether nobody has allowed this request yet. See #concept-http-fetch. */
export const isPreflightDue = (request: FetchRequest, cache: PreflightCache): boolean =>
  (!cache.hasMethod(request, request.method) &&
    (!isCorsSafelistedMethod(request.method) || request.useCorsPreflight)) ||
  corsUnsafeRequestHeaderNames(request.headers).some((name) => !cache.hasHeaderName(request, name));

/** Asks the server whether the actual request may be sent; throws if not. See #cors-preflight-fetch-0. */
export async function corsPreflightFetch(params: FetchParams): Promise<void> {
  const { request, preflightCache, maxAgeLimit } = params;
  const unsafeNames = corsUnsafeRequestHeaderNames(request.headers);
  const headers = new Headers({
    Accept: "*/*",
    Origin: serializeRequestOrigin(request),
    "Access-Control-Request-Method": request.method,
  });
  // No space after the comma: that is how it was implemented once, and servers compare.
  if (unsafeNames.length > 0) headers.set("Access-Control-Request-Headers", unsafeNames.join(","));

  const response = await exchange(params, "preflight", { method: "OPTIONS", headers, body: null });
  const answer = response.headers;
  const location = locationOf(response);
  // A redirect fails before anything else of it is looked at, as its target was never asked.
  if (location !== undefined) throw blocked(request, "preflight-redirect", { isPreflight: true, hint: location });
  const failure = corsCheck(request, answer);
  if (failure) throw blocked(request, failure.code, { isPreflight: true, hint: failure.hint });
  if (!response.ok) throw blocked(request, "preflight-status", { isPreflight: true, hint: String(response.status) });

  // Both lists have to be readable before either counts.
  const listed = readList(request, answer, "Methods");
  const headerNames = (readList(request, answer, "Headers") ?? []).map((name) => name.toLowerCase());
  const methods = listed ?? (request.useCorsPreflight ? [request.method] : []);
  checkMethod(request, methods);
  checkHeaderNames(request, headerNames, unsafeNames);
  const maxAge = deltaSeconds(answer, "Access-Control-Max-Age") ?? DEFAULT_MAX_AGE;
  preflightCache.store(request, Math.min(maxAge, maxAgeLimit), methods, headerNames);
  judge(params, "allowed");
  discard(response);
}

/** With credentials `*` is a method, or a header name, like any other. */
const hasWildcard = ({ credentials }: FetchRequest, list: readonly string[]): boolean =>
  credentials !== "include" && list.includes("*");

/** The list in a header, `null` where there is no such header; throws where it cannot be read. */
function readList(request: FetchRequest, answer: Headers, list: "Methods" | "Headers"): readonly string[] | null {
  const name = `Access-Control-Allow-${list}`;
  const listed = listOfTokens(answer, name);
  if (listed !== "failure") return listed;
  const code = list === "Methods" ? "invalid-allow-methods" : "invalid-allow-headers";
  throw blocked(request, code, { isPreflight: true, hint: String(answer.get(name)) });
}

function checkMethod(request: FetchRequest, methods: readonly string[]): void {
  const { method } = request;
  if (methods.includes(method) || isCorsSafelistedMethod(method) || hasWildcard(request, methods)) return;
  throw blocked(request, "method-not-allowed", { isPreflight: true, hint: method });
}

function checkHeaderNames(request: FetchRequest, names: readonly string[], unsafeNames: readonly string[]): void {
  const needsName = (name: string): boolean =>
    name === NON_WILDCARD_REQUEST_HEADER_NAME || !hasWildcard(request, names);
  const missing = unsafeNames.find((name) => !names.includes(name) && needsName(name));
  if (missing !== undefined) throw blocked(request, "header-not-allowed", { isPreflight: true, hint: missing });
}
