import { denyAfterError } from "../decide/decide.ts";
import type { CorsDecision, CorsRequest } from "../decide/decision.ts";
import { isThenable, settle } from "../policy/settle.ts";
import { type CorsHooks, checkHooks } from "./hooks.ts";
import { decideBy, policyAmong } from "./policy-argument.ts";

/**
 * Decides about a request. It never throws what a predicate or a policy function throws: the decision then has the `reason`
 * `"error"`. The result is a promise only if that of a predicate or policy function is.
 *
 * @throws {TypeError} If the request has no `headers.get`.
 */
export type DecideRequest<Args extends readonly unknown[]> = (
  request: CorsRequest,
  args: Args,
) => CorsDecision | Promise<CorsDecision>;

/**
 * Reads the policy and the hooks of an adapter, and prepares to decide requests and to report each decision to `onDecision`.
 *
 * @param args - The arguments after the handler, as they are: a policy and hooks. No arguments mean the public policy
 * `{ origin: "*" }`; a policy that is `undefined` throws.
 * @throws {CorsConfigError} At once, with every problem of the options in its `issues`.
 * @throws {TypeError} At once, if a hook is misspelt or is not a function.
 */
export function decideRequests<Args extends readonly unknown[]>(args: readonly unknown[]): DecideRequest<Args> {
  checkHooks(args[1]);
  const decide = decideBy(policyAmong(args));
  const { onDecision } = (args[1] ?? {}) as CorsHooks<Args>;

  const reported = (decision: CorsDecision, handlerArgs: Args): CorsDecision => {
    if (onDecision) settle(() => onDecision(Object.freeze(decision), ...handlerArgs), ignore, ignore);
    return decision;
  };
  return (request, handlerArgs) => {
    try {
      const decision = decide(request, handlerArgs);
      return isThenable(decision)
        ? Promise.resolve(decision).then(
            (decided) => reported(decided, handlerArgs),
            (error) => reported(denyAfterError(error, request), handlerArgs),
          )
        : reported(decision, handlerArgs);
    } catch (error) {
      if (typeof request?.headers?.get !== "function") throw new TypeError(NOT_A_REQUEST);
      return reported(denyAfterError(error, request), handlerArgs);
    }
  };
}

const NOT_A_REQUEST =
  "the request has no headers.get; for the requests of Express and other frameworks on Node, use @fetch-cors/node";

function ignore(): void {}
