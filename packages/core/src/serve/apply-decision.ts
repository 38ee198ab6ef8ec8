import { isAccessControlHeader } from "../decide/access-control-header.ts";
import type { CorsDecision, MutableHeaders, PreflightDecision } from "../decide/decision.ts";
import { exposeAll } from "../decide/expose-headers.ts";
import { LazyDecision } from "../decide/lazy-decision.ts";
import { mergeVary } from "../decide/vary.ts";
import { withOwnHeaders } from "./own-headers.ts";

/**
 * The response to a preflight, without the handler.
 *
 * @param decision - A decision whose `kind` is `"preflight"`.
 * @returns A response without a body: `preflightStatus` for an allowed origin, 403 for a denied one, 500 if a predicate failed
 * (`withCors` calls `onError` then). A denied method or header is answered as an allowed one, because the browser compares it with the lists.
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
  const prepared = LazyDecision.preflightResponse(decision);
  if (prepared) return prepared;
  const response = new Response(null, { status: decision.status });
  applyHeaders(decision, response.headers);
  return response;
}

/**
 * Applies a decision to the response of a handler, whether the request had an `Origin` or not.
 *
 * A response with mutable headers is changed in place: a copy needs a new stream, and runtimes send a file faster than its copy. A response with immutable headers, such as a fetched one, is copied. One that cannot be copied is
 * returned unchanged (status 101, `Response.error()`). A fetched status above 599 becomes 502. The body is never read. A `Headers` object that
 * several responses may share is replaced before it is changed.
 *
 * @param decision - The decision about the request.
 * @param response - The response of the handler.
 * @returns The same response, or its copy.
 * @throws {TypeError} If the response must be copied and its body was read already.
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
    // The first change of immutable headers throws. Checking beforehand would slow down every other response.
    return applyToCopy(decision, own);
  }
}

/**
 * Applies a decision to a copy of a response whose headers are immutable, as `applyDecision` does.
 *
 * @returns The copy, or the response itself if it cannot be copied.
 */
export function applyToCopy(decision: CorsDecision, response: Response): Response {
  // The value is not a Response; the caller of the handler reports it best.
  if (!response?.headers?.get) return response;
  const copy = copyResponse(response);
  if (copy === response) return response;
  // The copy can keep the immutable `Headers` object, too.
  const own = withOwnHeaders(copy);
  applyHeaders(decision, own.headers);
  return own;
}

/** Whether a response looks like a fetched one or like that of `Response.redirect`, whose headers are immutable. */
export const looksImmutable = (response: Response): boolean =>
  response?.type !== "default" || (response.status >= 300 && response.status < 400);

/** A copy, or the response itself if it cannot be copied. */
function copyResponse(response: Response): Response {
  const { body, status, statusText, headers } = response;
  try {
    // On Cloudflare a copy keeps the WebSocket if the response itself is the second argument. Other runtimes throw.
    if (status < 200) return new Response(body, response);
    // `new Response` refuses a status above 599. The original would leak the CORS headers of the upstream server.
    return new Response(body, status > 599 ? { status: 502, headers } : { status, statusText, headers });
  } catch {
    // A network error has status 0.
    if (status < 200) return response;
    // Node fetches reason phrases outside of Latin-1, but does not accept them.
    return new Response(body, { status, headers });
  }
}

/**
 * Applies a decision to the headers of a response, for a runtime without `Response`.
 *
 * It removes the other `Access-Control-*` headers, because the policy owns them all, and merges `Vary`.
 *
 * @param decision - The decision about the request.
 * @param headers - The headers of the response: a `Headers`, or an object like it.
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
  let stale: string[] | undefined;
  // One pass with `forEach`, because an iterator takes three times as long on Deno.
  headers.forEach((value, name) => {
    // The `Headers` of some frameworks keep the case in which a name was written.
    if (name.length === 4 && name.toLowerCase() === "vary") vary = value;
    else if (isAccessControlHeader(name)) {
      stale ??= [];
      stale.push(name);
    }
  });
  stale?.forEach((name) => void headers.delete(name));
  LazyDecision.setHeaders(decision, headers);
  const merged = mergeVary(vary, decision.vary);
  // Set even if it is unchanged: Node may have it as several lines, of which some caches read only one.
  if (merged) headers.set("Vary", merged);
  if (decision.exposesAll) exposeOwnHeaders(headers);
}

function exposeOwnHeaders(headers: MutableHeaders): void {
  const names: string[] = [];
  let exposed = "";
  headers.forEach((value, name) => {
    names.push(name);
    if (name.toLowerCase() === "access-control-expose-headers") exposed = value;
  });
  headers.set(...exposeAll(names, exposed));
}
