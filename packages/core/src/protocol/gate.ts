import { isThenable, settle } from "../policy/settle.ts";
import { type CorsDecision, type CorsRequest, decisionOf } from "./decision.ts";
import { checkHooks } from "./hooks.ts";
import { undecided } from "./judge.ts";
import type { Asked, Origin, Outcome } from "./outcome.ts";
import { judgeBy, policyAmong } from "./policy-argument.ts";

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
 * @throws {TypeError} At once, where a hook is misspelt, or no function; and for each request that has no `headers.get`.
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
  return gateOf<Args, T, Carried>(
    given,
    (outcome, origin, asked, args, carried) => answer(decisionOf(outcome, origin, asked), args, carried),
    (error, outcome, origin, asked, args, carried) => fail(error, decisionOf(outcome, origin, asked), args, carried),
  );
}

/** What an outcome does not know of a request. */
type Rest<Args, Carried> = [origin: Origin, asked: Asked, args: Args, carried: Carried];

/** The gate without decisions: they are made only for who looks at them. */
export function gateOf<Args extends readonly unknown[], T, Carried>(
  given: readonly unknown[],
  answer: (outcome: Outcome, ...rest: Rest<Args, Carried>) => T | Promise<T>,
  fail: (error: unknown, outcome: Outcome, ...rest: Rest<Args, Carried>) => T | Promise<T>,
): (request: CorsRequest, args: Args, carried: Carried) => T | Promise<T> {
  checkHooks(given[1]);
  const judge = judgeBy(policyAmong(given));
  const { onDecision } = (given[1] ?? {}) as { onDecision?: (...args: unknown[]) => unknown };

  const answered: typeof answer = onDecision
    ? (outcome, origin, asked, args, carried) => {
        // An observer never changes the answer.
        settle(() => onDecision(decisionOf(outcome, origin, asked), ...args), nothing, nothing);
        return answer(outcome, origin, asked, args, carried);
      }
    : answer;
  const later = (outcome: PromiseLike<Outcome>, method: string, ...rest: Rest<Args, Carried>): Promise<T> =>
    Promise.resolve(outcome).then(
      (judged) => answered(judged, ...rest),
      (error) => fail(error, undecided(method), ...rest),
    );

  // Written out, and not with `settle`: closures over a request would cost more than judging it.
  return ({ method, headers }, args, carried) => {
    let origin: Origin;
    let outcome: Outcome | Promise<Outcome>;
    try {
      origin = headers.get("origin");
      outcome = judge(method, origin, headers, args);
    } catch (error) {
      // Nothing that is answered would get there.
      if (!headers?.get) throw new TypeError("this is no Request; for those of Node there is @fetch-cors/node");
      return fail(error, undecided(method), origin, headers, args, carried);
    }
    return isThenable(outcome)
      ? later(outcome, method, origin, headers, args, carried)
      : answered(outcome, origin, headers, args, carried);
  };
}

function nothing(): void {}
