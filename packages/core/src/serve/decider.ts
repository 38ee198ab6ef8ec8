import { denyAfterError } from "../decide/decide.ts";
import type { CorsDecision, CorsRequest } from "../decide/decision.ts";
import { callThen } from "../policy/call-then.ts";
import { type CorsHooks, checkHooks } from "./hooks.ts";
import { decideFor, policyOrPublic } from "./policy-argument.ts";

/**
 * Decides about a request.
 *
 * If a predicate or a policy function fails, the decision denies the request, and its `error` is the thrown value. In
 * this case, the adapter must handle the error instead of calling the handler.
 *
 * @param request - The method and the headers of the request.
 * @param args - The arguments of the handler. Predicates, policy functions and hooks receive them too.
 * @returns The decision. It is a promise only if a predicate or a policy function returns one.
 * @throws {TypeError} If the request headers are needed and have no `get`. A promise rejects with it.
 */
export type Decider<Args extends readonly unknown[]> = (
  request: CorsRequest,
  args: Args,
) => CorsDecision | Promise<CorsDecision>;

/**
 * Compiles the policy, and checks the hooks, that an adapter receives. The returned function decides about each
 * request, and passes the decision to the `onDecision` hook.
 *
 * @param policyAndHooks - The arguments after the handler: the policy and the hooks, if any. Without arguments, the
 * policy is public: `{ origin: "*" }`. A policy that is `undefined` throws.
 * @throws {CorsConfigError} If the options are invalid. Its `issues` contain every problem.
 * @throws {TypeError} If a hook is misspelled or not a function.
 *
 * @example
 * ```ts
 * import { createDecider } from "@fetch-cors/core/adapter";
 *
 * const decide = createDecider<[path: string]>([{ origin: "https://app.example.com" }]);
 *
 * const headers = new Map([["origin", "https://app.example.com"]]);
 * const { kind, allowed } = await decide({ method: "GET", headers }, ["/users"]);
 * `${kind} ${allowed}`; // → "actual true"
 * ```
 */
export function createDecider<Args extends readonly unknown[]>(policyAndHooks: readonly unknown[]): Decider<Args> {
  checkHooks(policyAndHooks[1]);
  const decide = decideFor(policyOrPublic(policyAndHooks));
  const { onDecision } = (policyAndHooks[1] ?? {}) as CorsHooks<Args>;

  const report = (decision: CorsDecision, args: Args): CorsDecision => {
    if (onDecision) callThen(() => onDecision(Object.freeze(decision), ...args), ignore, ignore);
    return decision;
  };
  return (request, args) => {
    try {
      const decision = decide(request, args);
      if (!(decision instanceof Promise)) return report(decision, args);
      return decision.catch((error) => denyRequest(error, request)).then((decided) => report(decided, args));
    } catch (error) {
      return report(denyRequest(error, request), args);
    }
  };
}

/** @throws {TypeError} If the error is that the request is not one. */
function denyRequest(error: unknown, request: CorsRequest): CorsDecision {
  if (typeof request?.headers?.get !== "function") throw new TypeError(NOT_A_REQUEST);
  return denyAfterError(error, request);
}

const NOT_A_REQUEST = "the request has no headers.get; for Express and other Node frameworks, use @fetch-cors/node";

function ignore(): void {}
