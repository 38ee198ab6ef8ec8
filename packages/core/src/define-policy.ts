import { createEvaluate, type Evaluate } from "./decide/decide.ts";
import type { CorsDecision, CorsRequest } from "./decide/decision.ts";
import { createAllowsOrigin } from "./policy/allows-origin.ts";
import { callThen } from "./policy/call-then.ts";
import type { AnyOriginPredicate, CorsOptions, NormalizedCorsOptions, OriginOption } from "./policy/options.ts";
import { readOptions } from "./policy/read-options.ts";

/**
 * A compiled policy: checked options, and functions that apply them to requests.
 *
 * It is frozen. It caches the responses to CORS-preflight requests from the first few allowed origins, and keeps no
 * other data from requests. The cache is safe: a cached response depends only on the options and the origin, and the
 * decision about each request is made before the cache is used.
 */
export interface CorsPolicy {
  /** The options with all defaults. `definePolicy` accepts them again. */
  readonly options: NormalizedCorsOptions;
  /**
   * Decides whether the policy allows a request, and which headers the response gets.
   *
   * @param request - A `Request`, or an object with a method and headers.
   * @param args - The arguments that a predicate (an `origin` option that is a function) receives after the origin.
   * Defaults to the request.
   * @returns The decision, frozen. It is a promise only if a predicate returns a promise.
   * @throws The error that a predicate throws or rejects with.
   * @see https://fetch.spec.whatwg.org/#http-cors-protocol
   */
  readonly decide: (request: CorsRequest, ...args: readonly unknown[]) => CorsDecision | Promise<CorsDecision>;
  /**
   * Whether the policy allows an origin. Use it for WebSocket handshakes, which have an `Origin` header but are not
   * covered by CORS.
   *
   * @param origin - The value of the `Origin` header. If there is none, only `origin: "*"` allows the handshake.
   * @param args - The arguments that a predicate receives after the origin. Pass the arguments of your handlers.
   * @returns A promise only if a predicate returns a promise. Always await the result, because a promise is truthy.
   * @throws The error that a predicate throws or rejects with.
   */
  readonly allowsOrigin: (origin: string | null | undefined, ...args: readonly unknown[]) => boolean | Promise<boolean>;
}

/**
 * The `Evaluate` function of each policy that this copy of the library compiled. Each policy has its own entry, which
 * never changes.
 */
const evaluates = new WeakMap<CorsPolicy, Evaluate>();

/**
 * Compiles a policy: checks the options, and prepares the parts of the responses that do not depend on the request.
 * Call it when the module loads, so that a bad configuration throws before the first request.
 *
 * A predicate (an `origin` option that is a function) receives the origin, the request, and the values that the runtime
 * passes to handlers after the request. Annotate these parameters: `(origin, request: Request, env: Env) => …`.
 *
 * @param options - The options. Their own properties are read once.
 * @returns The compiled policy, which `withCors` accepts.
 * @throws {CorsConfigError} If the options are invalid. Its `code` is `"ERR_CORS_CONFIG"`, and its `issues` contain
 * every problem.
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
  const normalized = readOptions(options);
  const allowsOrigin = createAllowsOrigin(normalized.origin);
  const evaluate = createEvaluate(normalized, allowsOrigin);
  const policy: CorsPolicy = Object.freeze({
    options: normalized,
    decide: (request: CorsRequest, ...args: readonly unknown[]) => {
      const decision = evaluate(request, args.length > 0 ? args : [request]);
      return decision instanceof Promise ? decision.then((decided) => Object.freeze(decided)) : Object.freeze(decision);
    },
    allowsOrigin: (origin: string | null | undefined, ...args: readonly unknown[]) =>
      allowsOrigin(origin ?? null, args),
  });
  evaluates.set(policy, evaluate);
  return policy;
}

/**
 * Returns the `Evaluate` function of a policy. Only decisions that user code receives have to be frozen, so adapters
 * use it instead of `policy.decide`. For a policy from another copy of the library, which is not in the map, the
 * returned function calls `policy.decide` and converts its promise, if any, to a native one.
 */
export const evaluateOf = (policy: CorsPolicy): Evaluate =>
  evaluates.get(policy) ??
  ((request, args) =>
    callThen(
      () => policy.decide(request, ...args),
      (decision) => decision,
    ));

/**
 * The type of `definePolicy` for a runtime whose predicates (`origin` options that are functions) receive `Args` after
 * the origin. An adapter exports `definePolicy` with this type, so that the parameters of a predicate need no
 * annotation.
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
