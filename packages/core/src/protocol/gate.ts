import { settle } from "../policy/settle.ts";
import { denied } from "./decide.ts";
import type { CorsDecision, CorsRequest } from "./decision.ts";
import { decideBy, policyAmong } from "./policy-argument.ts";

/** What becomes of a request once it is decided: how an adapter answers on its runtime. */
export interface GateAnswers<Args extends readonly unknown[], T, Carried = undefined> {
  /** Answers by a decision: a preflight at once, anything else by the handler. */
  readonly answer: (decision: CorsDecision, args: Args, carried: Carried) => T | Promise<T>;
  /** Answers where a predicate or a policy function has failed; the decision denies, as nobody has allowed anything. */
  readonly fail: (error: unknown, decision: CorsDecision, args: Args, carried: Carried) => T | Promise<T>;
}

/**
 * The part that all adapters share: reads a policy and hooks, decides each request, and tells the observer. It stays
 * synchronous where the policy, and what answers, are.
 *
 * @param given - The arguments after the handler: a policy and hooks. None at all is the public policy `{ origin: "*" }`;
 * a policy that is `undefined` throws, so pass the arguments on as they are.
 * @param gate - How to answer.
 * @returns What to call with each request, with what its handler is called with, as predicates, policy functions and
 * hooks get these as well, and with anything else that answering takes.
 * @throws {CorsConfigError} At once, where options cannot be used; with every problem in its `issues`.
 *
 * @example
 * ```ts
 * import { createGate } from "@fetch-cors/core";
 *
 * const enter = createGate<[path: string], string>([{ origin: "https://app.example.com" }], {
 *   answer: (decision, [path]) => `${path}: ${decision.kind}, ${decision.allowed}`,
 *   fail: (error) => `failed: ${error}`,
 * });
 * const headers = new Map([["origin", "https://app.example.com"]]);
 * enter({ method: "GET", headers }, ["/users"], undefined); // → "/users: actual, true"
 * ```
 */
export function createGate<Args extends readonly unknown[], T, Carried = undefined>(
  given: readonly unknown[],
  { answer, fail }: GateAnswers<Args, T, Carried>,
): (request: CorsRequest, args: Args, carried: Carried) => T | Promise<T> {
  const decide = decideBy(policyAmong(given));
  const { onDecision } = (given[1] ?? {}) as { onDecision?: (...args: unknown[]) => unknown };

  const answered: typeof answer = onDecision
    ? (decision, args, carried) => {
        // An observer never changes the answer.
        settle(() => onDecision(Object.freeze(decision), ...args), nothing, nothing);
        return answer(decision, args, carried);
      }
    : answer;
  const failed = (error: unknown, request: CorsRequest, args: Args, carried: Carried): T | Promise<T> =>
    fail(error, denied(request), args, carried);
  const later = (decision: Promise<CorsDecision>, request: CorsRequest, args: Args, carried: Carried): Promise<T> =>
    decision.then(
      (decided) => answered(decided, args, carried),
      (error) => failed(error, request, args, carried),
    );

  // Written out, and not with `settle`: closures over a request would cost more than the decision.
  return (request, args, carried) => {
    let decision: CorsDecision | Promise<CorsDecision>;
    try {
      decision = decide(request, args);
    } catch (error) {
      return failed(error, request, args, carried);
    }
    return "kind" in decision ? answered(decision, args, carried) : later(decision, request, args, carried);
  };
}

function nothing(): void {}
