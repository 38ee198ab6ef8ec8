import type { CorsOptions, NormalizedCorsOptions, OriginOption } from "../policy/options.ts";
import { allowsOriginBy } from "../policy/origin.ts";
import { readOptions } from "../policy/read-options.ts";
import { settle } from "../policy/settle.ts";
import { type CorsDecision, type CorsRequest, decisionOf } from "./decision.ts";
import { createJudge, type Judge } from "./judge.ts";

/** A policy, compiled once and frozen. It keeps nothing about requests but the answers to the first few allowed origins. */
export interface CorsPolicy {
  /** The options as they were understood, with all defaults; `definePolicy` accepts them again. */
  readonly options: NormalizedCorsOptions;
  /**
   * What the policy says about a request.
   *
   * @param request - A `Request`, or the method and headers of one.
   * @returns The decision, frozen; a promise of it only where `origin` is a predicate that answers with a promise.
   * @throws Whatever a predicate throws.
   * @see https://fetch.spec.whatwg.org/#http-cors-protocol
   */
  readonly decide: (request: CorsRequest) => CorsDecision | Promise<CorsDecision>;
  /**
   * Whether the policy allows an origin: for WebSocket handshakes, which carry `Origin` and which CORS does not cover.
   *
   * @param origin - The value of the `Origin` header; without one, only `origin: "*"` allows it.
   * @param request - Passed on to a predicate as it is.
   * @returns A promise only where `origin` is a predicate that answers with a promise. Await it always: a promise that is
   * not awaited is true.
   * @throws Whatever a predicate throws.
   */
  readonly allowsOrigin: (origin: string | null | undefined, request?: Request) => boolean | Promise<boolean>;
  /** What `withCors` and `createGate` ask in place of `decide`. */
  readonly judge: Judge;
}

/**
 * Compiles a policy. Do it once, when the module loads: a bad one then throws before there is any request.
 *
 * @param options - Its own enumerable properties are read, once.
 * @returns The policy: pass it to `withCors`, or ask it by `decide`.
 * @throws {CorsConfigError} With `code` `"ERR_CORS_CONFIG"`, and every problem in its `issues`.
 *
 * @example
 * ```ts
 * import { definePolicy } from "@fetch-cors/core";
 *
 * const policy = definePolicy({ origin: ["https://app.example.com", "https://*.preview.example.com"] });
 * await policy.allowsOrigin("https://pr-7.preview.example.com"); // → true
 * await policy.allowsOrigin("https://app.example.com.evil.example"); // → false
 * ```
 */
export function definePolicy<const O extends OriginOption>(options: CorsOptions<O>): CorsPolicy {
  const read = readOptions(options);
  const allows = allowsOriginBy(read.origin);
  const judge = createJudge(read, allows);
  return Object.freeze({
    options: read,
    decide(request: CorsRequest) {
      const { method, headers } = request;
      const origin = headers.get("origin");
      return settle(
        () => judge(method, origin, headers, [request]),
        (outcome) => decisionOf(outcome, origin, headers),
      );
    },
    judge,
    allowsOrigin: (origin: string | null | undefined, request?: Request) =>
      read.origin === "*" || (origin != null && allows(origin, [request])),
  });
}

/**
 * The type of `definePolicy` where predicates get more than the request: all that handlers are called with.
 *
 * @example
 * ```ts
 * import { type DefinePolicy, definePolicy, withCors } from "@fetch-cors/core";
 *
 * interface Env {
 *   readonly ALLOWED: string;
 * }
 * const define = definePolicy as DefinePolicy<[request: Request, env: Env]>;
 * const policy = define({ origin: (origin, _request, env) => origin === env.ALLOWED });
 * const fetch = withCors((_request: Request, _env: Env) => new Response("hello"), policy);
 *
 * const request = new Request("https://api.example.com/", { headers: { Origin: "https://app.example.com" } });
 * const response = await fetch(request, { ALLOWED: "https://app.example.com" });
 * response.headers.get("Access-Control-Allow-Origin"); // → "https://app.example.com"
 * ```
 */
export type DefinePolicy<Args extends readonly unknown[]> = <const O extends OriginOption<Args>>(
  options: CorsOptions<O>,
) => CorsPolicy;
