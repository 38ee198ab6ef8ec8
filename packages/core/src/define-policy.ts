import { createDecide, type Decide } from "./decide/decide.ts";
import type { CorsDecision, CorsRequest } from "./decide/decision.ts";
import { createAllowsOrigin } from "./policy/allows-origin.ts";
import { callThen } from "./policy/call-then.ts";
import type { AnyOriginPredicate, CorsOptions, NormalizedCorsOptions, OriginOption } from "./policy/options.ts";
import { readOptions } from "./policy/read-options.ts";

/**
 * A compiled policy. It is frozen, and keeps no request data except the prepared responses to preflights from the first few
 * allowed origins.
 */
export interface CorsPolicy {
  /** The options with all defaults. `definePolicy` accepts them again. */
  readonly options: NormalizedCorsOptions;
  /**
   * Decides about a request.
   *
   * @param request - A `Request`, or an object with its method and headers.
   * @param args - What a predicate receives after the origin. Defaults to the request.
   * @returns The decision, frozen. It is a promise only if `origin` is a predicate that returns a promise.
   * @throws What a predicate throws or rejects with.
   * @see https://fetch.spec.whatwg.org/#http-cors-protocol
   */
  readonly decide: (request: CorsRequest, ...args: readonly unknown[]) => CorsDecision | Promise<CorsDecision>;
  /**
   * Whether the policy allows an origin. Use it for WebSocket handshakes, which have an `Origin` header and which CORS does
   * not cover.
   *
   * @param origin - The value of the `Origin` header. Without one, only `origin: "*"` allows the handshake.
   * @param args - What a predicate receives after the origin: the arguments of your handlers.
   * @returns A promise only if `origin` is a predicate that returns a promise. Always await it, because a promise is truthy.
   * @throws What a predicate throws or rejects with.
   */
  readonly allowsOrigin: (origin: string | null | undefined, ...args: readonly unknown[]) => boolean | Promise<boolean>;
}

/**
 * Compiles a policy. Call it when the module loads, so that a bad configuration throws before the first request.
 *
 * A predicate receives the origin, the request, and the values that the runtime passes to handlers after the request. Annotate
 * these parameters: `(origin, request: Request, env: Env) => …`.
 *
 * @param options - Its own properties are read once.
 * @returns The policy, for `withCors`.
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
export function definePolicy<const O extends string | Iterable<string> | AnyOriginPredicate>(
  options: CorsOptions<O>,
): CorsPolicy {
  const read = readOptions(options);
  const allowsOrigin = createAllowsOrigin(read.origin);
  const decide = createDecide(read, allowsOrigin);
  const policy: CorsPolicy = Object.freeze({
    options: read,
    decide: (request: CorsRequest, ...args: readonly unknown[]) =>
      callThen(
        () => decide(request, args.length > 0 ? args : [request]),
        (decision) => Object.freeze(decision),
      ),
    allowsOrigin: (origin: string | null | undefined, ...args: readonly unknown[]) =>
      read.origin === "*" || (origin != null && allowsOrigin(origin, args)),
  });
  decideOfPolicies.set(policy, decide);
  return policy;
}

/** How the policies of this copy of the library decide. */
const decideOfPolicies = new WeakMap<CorsPolicy, Decide>();

/** The `decide` of a policy, whose decisions are not frozen yet. Only decisions that a user receives have to be frozen. */
export const unfrozenDecideOf = (policy: CorsPolicy): Decide =>
  decideOfPolicies.get(policy) ??
  ((request, args) =>
    callThen(
      () => policy.decide(request, ...args),
      (decision) => decision,
    ));

/**
 * The type of `definePolicy` for a runtime whose predicates receive `Args` after the origin. An adapter exports `definePolicy`
 * with this type, so that the parameters of a predicate need no annotation.
 *
 * @example
 * ```ts
 * import { type DefinePolicy, definePolicy as definePolicyOfCore } from "@fetch-cors/core";
 *
 * interface Env {
 *   readonly ALLOWED: string;
 * }
 * const definePolicy: DefinePolicy<[request: Request, env: Env]> = definePolicyOfCore;
 *
 * const policy = definePolicy({ origin: (origin, _request, env) => origin === env.ALLOWED });
 * const request = new Request("https://api.example.com/");
 * await policy.allowsOrigin("https://app.example.com", request, { ALLOWED: "https://app.example.com" }); // → true
 * ```
 */
export type DefinePolicy<Args extends readonly unknown[]> = <const O extends OriginOption<Args>>(
  options: CorsOptions<O>,
) => CorsPolicy;
