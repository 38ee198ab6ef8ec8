import type { CorsDecision, MutableHeaders, PreflightDecision } from "../decide/decision.ts";
import { exposeAll } from "../decide/expose-headers.ts";
import { LazyDecision } from "../decide/lazy-decision.ts";
import { mergeVary } from "../decide/vary.ts";
import { isAccessControlHeader } from "../fetch-standard/header-names.ts";
import { withOwnHeaders } from "./own-headers.ts";

/**
 * Returns the response to a CORS-preflight request. The handler does not run.
 *
 * @param decision - A decision whose `kind` is `"preflight"`.
 * @returns A response without a body. Its status is `preflightStatus` for an allowed origin, 403 for a denied one, and
 * 500 if a predicate or a policy function failed (`withCors` sends the response of `onError` instead). A denied method
 * or header does not change the status: the browser finds that its name is missing in the lists of the response.
 *
 * @example
 * ```ts
 * import { definePolicy, preflightResponse } from "@fetch-cors/core";
 *
 * const policy = definePolicy({ origin: "https://app.example.com" });
 * const request = new Request("https://api.example.com/", {
 *   method: "OPTIONS",
 *   headers: { Origin: "https://evil.example", "Access-Control-Request-Method": "PUT" },
 * });
 * const decision = await policy.decide(request);
 * if (decision.kind === "preflight") preflightResponse(decision).status; // → 403
 * ```
 *
 * @see https://fetch.spec.whatwg.org/#cors-preflight-fetch-0
 */
export function preflightResponse(decision: PreflightDecision): Response {
  const prepared = LazyDecision.respond(decision);
  if (prepared) return prepared;
  const response = new Response(null, { status: decision.status });
  applyHeaders(decision, response.headers);
  return response;
}

/**
 * Applies a decision to the response of a handler. Call it for every request that is not a preflight, even without
 * `Origin`.
 *
 * If the headers of the response are mutable, they are changed in place: a copy needs a new stream, and runtimes cannot
 * send the copy of a file response as fast as the original. If they are immutable, as in the response of `fetch()`, the
 * response is copied. A response that cannot be copied is returned unchanged (status 101, `Response.error()`). If a
 * fetched response has a status above 599, the copy has the status 502. The body is never read. A `Headers` object that
 * several responses may share is replaced before it is changed.
 *
 * @param decision - The decision about the request.
 * @param response - The response of the handler.
 * @returns The same response, or its copy.
 * @throws {TypeError} If the response must be copied and its body was already read.
 *
 * @example
 * ```ts
 * import { applyDecision, definePolicy } from "@fetch-cors/core";
 *
 * const policy = definePolicy({ origin: "*" });
 * const decision = await policy.decide(new Request("https://api.example.com/"));
 * applyDecision(decision, new Response("hello")).headers.get("Access-Control-Allow-Origin"); // → "*"
 * ```
 *
 * @see https://fetch.spec.whatwg.org/#http-responses
 */
export function applyDecision(decision: CorsDecision, response: Response): Response {
  const own = withOwnHeaders(response);
  try {
    applyHeaders(decision, own.headers);
    return own;
  } catch {
    // Changing immutable headers throws. Checking beforehand would slow down every other response.
    return applyToCopy(decision, own);
  }
}

/**
 * Applies a decision to a copy of a response whose headers are immutable, as `applyDecision` does.
 *
 * @returns The copy, or the response itself if it cannot be copied.
 */
export function applyToCopy(decision: CorsDecision, response: Response): Response {
  // The value is not a Response. The runtime that receives it reports this best.
  if (!response?.headers?.get) return response;
  const copy = copyResponse(response);
  if (copy === response) return response;
  // The copy can have the same immutable `Headers` object: see `withOwnHeaders`.
  const own = withOwnHeaders(copy);
  applyHeaders(decision, own.headers);
  return own;
}

/**
 * Whether a response is likely to have immutable headers, as responses from `fetch()` and `Response.redirect()` have.
 */
export const looksImmutable = (response: Response): boolean =>
  response?.type !== "default" || (response.status >= 300 && response.status < 400);

/** Returns a copy, or the response itself if it cannot be copied. */
function copyResponse(response: Response): Response {
  const { body, status, statusText, headers } = response;
  try {
    // On Cloudflare, a copy keeps the WebSocket if the second argument is the response itself. Other runtimes throw.
    if (status < 200) return new Response(body, response);
    // `new Response` rejects a status above 599. The original response would leak the CORS headers of the upstream
    // server.
    return new Response(body, status > 599 ? { status: 502, headers } : { status, statusText, headers });
  } catch {
    // A network error has status 0.
    if (status < 200) return response;
    // Node accepts a reason phrase outside of Latin-1 in a fetched response, but not in a new one.
    return new Response(body, { status, headers });
  }
}

/**
 * Applies a decision to the headers of a response. Adapters for runtimes without `Response` call it directly.
 *
 * It sets the headers of the decision, removes all other `Access-Control-*` headers, because only the policy sets them,
 * merges `Vary`, and lists the exposed names if `exposesAll` is `true`.
 *
 * @param decision - The decision about the request.
 * @param headers - The headers of the response: a `Headers` object, or one with the same methods.
 *
 * @example
 * ```ts
 * import { definePolicy } from "@fetch-cors/core";
 * import { applyHeaders } from "@fetch-cors/core/adapter";
 *
 * const policy = definePolicy({ origin: "https://app.example.com" });
 * const headers = new Headers({ Vary: "Accept-Encoding" });
 * applyHeaders(await policy.decide(new Request("https://api.example.com/")), headers);
 * headers.get("Vary"); // → "Accept-Encoding, Origin"
 * ```
 *
 * @see https://fetch.spec.whatwg.org/#http-responses
 */
export function applyHeaders(decision: CorsDecision, headers: MutableHeaders): void {
  let vary = "";
  const stale: string[] = [];
  // A single pass with `forEach`, because an iterator takes three times as long on Deno.
  headers.forEach((value, name) => {
    // In some frameworks, `Headers` preserves the case of names.
    if (name.length === 4 && name.toLowerCase() === "vary") vary = value;
    else if (isAccessControlHeader(name)) stale.push(name);
  });
  for (const name of stale) headers.delete(name);
  LazyDecision.setHeadersOf(decision, headers);
  const merged = mergeVary(vary, LazyDecision.varyOf(decision));
  // `Vary` is set even if it is unchanged. On Node it can have several lines, and some caches read only one of them.
  if (merged) headers.set("Vary", merged);
  if (decision.exposesAll) exposeEachHeader(headers);
}

/** Lists all headers of the response in its `Access-Control-Expose-Headers`. */
function exposeEachHeader(headers: MutableHeaders): void {
  const names: string[] = [];
  let exposed = "";
  headers.forEach((value, name) => {
    names.push(name);
    if (name.toLowerCase() === "access-control-expose-headers") exposed = value;
  });
  headers.set(...exposeAll(names, exposed));
}
