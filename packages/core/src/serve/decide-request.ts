import { denyAfterError } from "../decide/decide.ts";
import type { CorsDecision, CorsRequest } from "../decide/decision.ts";
import { callThen, isThenable } from "../policy/call-then.ts";
import { type CorsHooks, checkHooks } from "./hooks.ts";
import { decideFunctionFor, policyOrPublic } from "./policy-argument.ts";

/**
 * Decides about a request, and passes the decision to `respond`.
 *
 * If a predicate or a policy function fails, the decision is not allowed, and its `error` is the thrown value: answer the
 * error, and do not call the handler.
 *
 * @param request - The method and the headers of the request.
 * @param args - The arguments of the handler. Predicates, policy functions and hooks receive them.
 * @param respond - Responds to the request.
 * @returns What `respond` returns. It is a promise only if a predicate, a policy function or `respond` returns one.
 * @throws {TypeError} If the request has no `headers.get`.
 */
export type DecideRequest<Args extends readonly unknown[]> = <T>(
  request: CorsRequest,
  args: Args,
  respond: (decision: CorsDecision) => T | Promise<T>,
) => T | Promise<T>;

/**
 * Reads the policy and the hooks of an adapter. The returned function decides about each request, and reports the decision to
 * `onDecision`.
 *
 * @param policyAndHooks - All arguments after the handler. Without arguments the policy is the public one, `{ origin: "*" }`. A
 * policy that is `undefined` throws.
 * @throws {CorsConfigError} At once, with every problem of the options in its `issues`.
 * @throws {TypeError} At once, if a hook is misspelt or is not a function.
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
  "the request has no headers.get; for the requests of Express and other frameworks on Node, use @fetch-cors/node";

function ignore(): void {}
