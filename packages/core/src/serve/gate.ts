import type { CorsDecision, CorsRequest } from "../decide/decision.ts";
import { isThenable } from "../policy/settle.ts";
import { decideRequests } from "./decide-request.ts";

/** How an adapter answers a request once it is decided. */
export interface GateAnswers<Args extends readonly unknown[], T, Context = undefined> {
  /** Answers by a decision: a preflight at once, any other request by the handler. */
  readonly answer: (decision: CorsDecision, args: Args, context: Context) => T | Promise<T>;
  /** Answers after a predicate or a policy function failed; the decision denies the request. */
  readonly fail: (error: unknown, decision: CorsDecision, args: Args, context: Context) => T | Promise<T>;
}

/**
 * The part that all adapters share: reads a policy and hooks, decides each request, and reports the decision. It is synchronous
 * if the policy and the answers are.
 *
 * @param given - The arguments after the handler: a policy and hooks. No arguments mean the public policy `{ origin: "*" }`;
 * a policy that is `undefined` throws, so pass the arguments on as they are.
 * @param answers - How to answer.
 * @returns The function to call for each request. It takes the request, the arguments of the handler, which predicates, policy
 * functions and hooks receive too, and any other value that answering needs.
 * @throws {CorsConfigError} At once, with every problem of the options in its `issues`.
 * @throws {TypeError} At once, if a hook is misspelt or is not a function; and for a request without `headers.get`.
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
export function createGate<Args extends readonly unknown[], T, Context = undefined>(
  given: readonly unknown[],
  { answer, fail }: GateAnswers<Args, T, Context>,
): (request: CorsRequest, args: Args, context: Context) => T | Promise<T> {
  const decide = decideRequests<Args>(given);
  return (request, args, context) => {
    const respond = (decision: CorsDecision): T | Promise<T> =>
      "error" in decision ? fail(decision.error, decision, args, context) : answer(decision, args, context);
    const decision = decide(request, args);
    return isThenable(decision) ? Promise.resolve(decision).then(respond) : respond(decision);
  };
}
