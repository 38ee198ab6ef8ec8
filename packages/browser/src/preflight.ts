import { blocked } from "./blocked-error.ts";
import { corsCheck, repeatsAllowOrigin } from "./cors-check.ts";
import { deviates } from "./deviations.ts";
import { exchange, type FetchParams, recordVerdict } from "./exchange.ts";
import type { FetchRequest } from "./fetch-request.ts";
import { NON_WILDCARD_REQUEST_HEADER_NAME } from "./header-names.ts";
import { listOfTokens } from "./list-values.ts";
import { maxAgeOf } from "./max-age.ts";
import { isCorsSafelistedMethod } from "./methods.ts";
import type { PreflightCache } from "./preflight-cache.ts";
import { locationsOf } from "./redirect.ts";
import { isSameOrigin, originOf, serializeRequestOrigin } from "./request-origin.ts";
import { refererHeader } from "./request-referrer.ts";
import { corsUnsafeRequestHeaderNames } from "./safelist.ts";
import { discard, type ServerResponse } from "./server-response.ts";
import { unsafeNamesOf } from "./unsafe-names.ts";

/** Whether the request may be sent only after a preflight allows it. See #concept-main-fetch. */
export const needsPreflight = (request: FetchRequest): boolean =>
  request.useCorsPreflight || !isCorsSafelistedMethod(request.method) || needsPreflightForHeaders(request);

function needsPreflightForHeaders(request: FetchRequest): boolean {
  if (!deviates(request.engine, "preflights-the-initial-headers")) return unsafeNamesOf(request).length > 0;
  return request.neededPreflight || corsUnsafeRequestHeaderNames(request.initialHeaders).length > 0;
}

/** Whether no earlier preflight allows this request. See #concept-http-fetch. */
export const isPreflightDue = (request: FetchRequest, cache: PreflightCache): boolean =>
  !cache.allows(request, unsafeNamesOf(request));

/** The `Origin` of a preflight, which its response has to allow. */
const preflightOrigin = (request: FetchRequest): string =>
  deviates(request.engine, "preflights-a-redirect-for-the-page") ? request.origin : serializeRequestOrigin(request);

/** Sends a preflight, and throws if the response does not allow the actual request. See #cors-preflight-fetch-0. */
export async function corsPreflightFetch(params: FetchParams): Promise<void> {
  const { request, browser } = params;
  const unsafeNames = unsafeNamesOf(request);
  const headers = new Headers({
    Accept: "*/*",
    Origin: preflightOrigin(request),
    "Access-Control-Request-Method": request.method,
  });
  // No space after the comma: browsers have never sent one, and some servers compare the whole value.
  if (unsafeNames.length > 0) headers.set("Access-Control-Request-Headers", unsafeNames.join(","));
  const referer = refererHeader(request);
  if (referer !== undefined) headers.set("Referer", referer);

  const response = await exchange(params, "preflight", { method: "OPTIONS", headers, body: null });
  checkResponse(request, response);
  const check = new PreflightCheck(request, response);
  const store = (): void => {
    const { methods, headerNames } = check;
    const maxAge = maxAgeOf(request.engine, response.headers);
    browser.preflightCache.store(request, { maxAge, methods, headerNames });
  };
  const storesFirst = deviates(request.engine, "stores-what-a-failed-preflight-allows");
  if (storesFirst) store();
  check.method();
  check.names(unsafeNames);
  if (!storesFirst) store();
  recordVerdict(params, "allowed");
  discard(response);
}

/** Checks everything but the lists. A redirect fails, because browsers do not follow it. */
function checkResponse(request: FetchRequest, response: ServerResponse): void {
  const { status, headers } = response;
  const isPreflight = true;
  const locations = locationsOf(request, response);
  const hint = locations.join(", ");
  const isUnchecked =
    isSameOrigin(request.origin, originOf(request.url)) &&
    deviates(request.engine, "preflight-to-the-page-is-not-checked");
  const checkOrigin = (): void => {
    const failure = isUnchecked ? undefined : corsCheck(request, headers, preflightOrigin(request));
    const isRepeated = repeatsAllowOrigin(headers);
    if (failure) throw blocked(request, failure.code, { isPreflight, hint: failure.hint, status, isRepeated });
  };
  const isOk = status >= 200 && status <= 299;
  const checksStatusFirst = deviates(request.engine, "checks-preflight-status-first");
  const checksOriginFirst = deviates(request.engine, "checks-redirected-preflight");

  if (checksOriginFirst) checkOrigin();
  if (locations.length > 0) throw blocked(request, "preflight-redirect", { isPreflight, hint, status });
  if (checksStatusFirst && !isOk) throw blocked(request, "preflight-status", { isPreflight, status });
  if (!checksOriginFirst) checkOrigin();
  if (!isOk) throw blocked(request, "preflight-status", { isPreflight, status });
}

type List = "Methods" | "Headers";

/** The lists of methods and header names in the response to a preflight. */
class PreflightCheck {
  readonly methods: readonly string[];
  /** In lower case. */
  readonly headerNames: readonly string[];
  readonly #request: FetchRequest;
  readonly #response: ServerResponse;

  /** @throws {BlockedError} If a list cannot be parsed. */
  constructor(request: FetchRequest, response: ServerResponse) {
    this.#request = request;
    this.#response = response;
    const isImplicit = request.useCorsPreflight && !deviates(request.engine, "upload-listener-needs-allowed-method");
    this.methods = this.#read("Methods") ?? (isImplicit ? [request.method] : []);
    if (deviates(request.engine, "checks-methods-before-headers")) this.method();
    this.headerNames = (this.#read("Headers") ?? []).map((name) => name.toLowerCase());
  }

  /** Throws if the method is not allowed. */
  method(): void {
    const { method } = this.#request;
    if (isCorsSafelistedMethod(method) || this.methods.includes(method) || this.#hasWildcard(this.methods)) return;
    throw this.#blocked("method-not-allowed", "Methods", method);
  }

  /** Throws if a header name is not allowed. */
  names(unsafeNames: readonly string[]): void {
    const isCovered = this.#hasWildcard(this.headerNames);
    const coversAuthorization = isCovered && deviates(this.#request.engine, "wildcard-covers-authorization");
    const listed = new Set(this.headerNames);
    const missing = unsafeNames.find((name) => {
      const isWild = name === NON_WILDCARD_REQUEST_HEADER_NAME ? coversAuthorization : isCovered;
      return !isWild && !listed.has(name);
    });
    if (missing !== undefined) throw this.#blocked("header-not-allowed", "Headers", missing);
  }

  /** With credentials, `*` is a literal method or header name. */
  #hasWildcard(list: readonly string[]): boolean {
    return this.#request.credentials !== "include" && list.includes("*");
  }

  /** The list in a header; `null` if there is no such header. */
  #read(list: List): readonly string[] | null {
    const listed = listOfTokens(this.#response.headers, `Access-Control-Allow-${list}`);
    if (listed !== "failure") return listed;
    const value = String(this.#response.headers.get(`Access-Control-Allow-${list}`));
    throw this.#blocked(list === "Methods" ? "invalid-allow-methods" : "invalid-allow-headers", list, value);
  }

  #blocked(code: Parameters<typeof blocked>[1], list: List, hint: string) {
    const value = this.#response.headers.get(`Access-Control-Allow-${list}`) ?? undefined;
    return blocked(this.#request, code, { isPreflight: true, hint, value, status: this.#response.status });
  }
}
