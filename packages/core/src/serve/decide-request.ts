import { denyAfterError } from "../decide/decide.ts";
import type { CorsDecision, CorsRequest } from "../decide/decision.ts";
import { callThen, isThenable } from "../policy/call-then.ts";
import { type CorsHooks, checkHooks } from "./hooks.ts";
import { decideFunctionFor, policyOrPublic } from "./policy-argument.ts";

/**
 * Decides about a request, and passes the decision to `respond`.
 *
 * If a predicate (an `origin` option that is a function) or a policy function (a function that returns a policy) fails,
 * the decision denies the request, and its `error` is the thrown value. In this case, `respond` must handle the error
 * instead of calling the handler.
 *
 * @param request - The method and the headers of the request.
 * @param args - The arguments of the handler. Predicates, policy functions and hooks receive them too.
 * @param respond - Responds to the request.
 * @returns The result of `respond`. It is a promise only if a predicate, a policy function or `respond` returns one.
 * @throws {TypeError} If the request has no `headers.get`.
 */
export type DecideRequest<Args extends readonly unknown[]> = <T>(
  request: CorsRequest,
  args: Args,
  respond: (decision: CorsDecision) => T | Promise<T>,
) => T | Promise<T>;

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
 * import { createDecideRequest } from "@fetch-cors/core/adapter";
 *
 * const decide = createDecideRequest<[path: string]>([{ origin: "https://app.example.com" }]);
 *
 * const headers = new Map([["origin", "https://app.example.com"]]);
 * decide({ method: "GET", headers }, ["/users"], ({ kind, allowed }) => `${kind} ${allowed}`); // → "actual true"
 * ```
 */
export function createDecideRequest<Args extends readonly unknown[]>(
  policyAndHooks: readonly unknown[],
): DecideRequest<Args> {
  checkHooks(policyAndHooks[1]);
  const decide = decideFunctionFor(policyOrPublic(policyAndHooks));
  const { onDecision } = (policyAndHooks[1] ?? {}) as CorsHooks<Args>;

  const report = (decision: CorsDecision, args: Args): CorsDecision => {
    if (onDecision) callThen(() => onDecision(Object.freeze(decision), ...args), ignore, ignore);
    return decision;
  };
  return (request, args, respond) => {
    let decision: CorsDecision | Promise<CorsDecision>;
    try {
      decision = decide(request, args);
      if (isThenable(decision)) {
        return Promise.resolve(decision)
          .catch((error) => denyAfterError(error, request))
          .then((decided) => respond(report(decided, args)));
      }
    } catch (error) {
      if (typeof request?.headers?.get !== "function") throw new TypeError(NOT_A_REQUEST);
      decision = denyAfterError(error, request);
    }
    return respond(report(decision, args));
  };
}

const NOT_A_REQUEST =
  "the request has no headers.get; for requests from Express and other frameworks on Node, use @fetch-cors/node";

function ignore(): void {}
