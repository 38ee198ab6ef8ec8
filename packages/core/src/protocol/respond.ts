import type { CorsDecision, MutableHeaders, PreflightDecision } from "./decision.ts";
import type { Asked, Origin, Outcome } from "./outcome.ts";

/**
 * The answer to a preflight; the handler has no part in it.
 *
 * @param decision - A decision whose `kind` is `"preflight"`.
 * @returns A response without a body: `preflightStatus` for an allowed origin, 403 for a denied one.
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
  return decision.toResponse();
}

/**
 * Puts a decision into the response to a CORS request, or to one without `Origin`.
 *
 * The response is changed in place where its headers can be: a copy would cost a stream, or a file its fast path. It is
 * copied where they are immutable, as those of a fetched response are, and left alone where there is nothing to copy
 * (status 101, `Response.error()`). A fetched status above 599 becomes a 502. The body is never read.
 *
 * @param decision - What the policy says about the request.
 * @param response - What the handler answered.
 * @returns The same response, or its copy.
 * @throws {TypeError} Where it has to be copied, and its body was read already.
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
  return apply(decision, response);
}

/** The same for an outcome too, which has to be told what was asked. */
export function apply(answer: Pick<Outcome, "applyTo">, response: Response, origin?: Origin, asked?: Asked): Response {
  try {
    answer.applyTo(response.headers, origin, asked as Asked);
    return response;
  } catch {
    // On immutable headers the first change throws; asking beforehand would cost every other response.
  }
  // A copy would make a response of what is none; whoever called the handler says so better.
  if (!response?.headers?.get) return response;
  let copy: Response;
  try {
    // No response can be made with a status above 599, and one with an upstream's CORS headers must not go out.
    copy = new Response(response.body, response.status > 599 ? { status: 502, headers: response.headers } : response);
  } catch {
    // Nor a network error, nor, but on Cloudflare, the upgrade to a WebSocket.
    if (response.status < 200) return response;
    // Nor, in Node, one with a reason phrase that is not Latin-1, though it fetches such.
    copy = new Response(response.body, { status: response.status, headers: response.headers });
  }
  answer.applyTo(copy.headers, origin, asked as Asked);
  return copy;
}

/**
 * Puts a decision's headers among those that a response has, for a runtime without `Response`.
 *
 * What is there of `Access-Control-*` goes: the policy owns these headers. `Vary` is merged.
 *
 * @param decision - What the policy says about the request.
 * @param headers - The response's headers; a `Headers`, or what stands in for one.
 *
 * @example
 * ```ts
 * import { applyHeaders, definePolicy } from "@fetch-cors/core";
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
  decision.applyTo(headers);
}
