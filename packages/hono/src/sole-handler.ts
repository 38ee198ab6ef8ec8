import { applyDecision, type CorsDecision, internalServerError } from "@fetch-cors/core";
import type { Context } from "hono";
import { applyToResponse } from "./context-response.ts";

/**
 * Applies a decision to the response that Hono derives from a middleware promise when no other handler matches the
 * path.
 *
 * Hono then calls `then` and `catch` on the promise. It sends the response from `app.onError`, and before Hono 4.0.2
 * also the response from `app.notFound`, without assigning it to `c.res`. `await` calls neither method, so no other
 * case is affected.
 *
 * @param decision - Returns the decision about the request, or `undefined` if it has not been made yet.
 */
export function decideSoleResponse(
  promise: Promise<void>,
  c: Context,
  decision: () => CorsDecision | undefined,
): Promise<void> {
  const decide = (value: unknown): unknown => {
    const decided = decision();
    return decided && value instanceof Object && value !== c.res ? applyToResponse(decided, value as Response) : value;
  };
  const decideError = (value: unknown): unknown => {
    try {
      return decide(value);
    } catch (error) {
      return applyDecision(decision() as CorsDecision, internalServerError(error));
    }
  };
  const { then } = promise;
  const replaceThen = (...handlers: Parameters<typeof then>): Promise<unknown> => {
    const result = then.apply(promise, handlers).then(decide);
    const replaceCatch = (handler: () => unknown): Promise<unknown> =>
      then.call(result, null, handler).then(decideError);
    return Object.assign(result, { catch: replaceCatch });
  };
  // biome-ignore lint/suspicious/noThenProperty: Hono calls it, and its result is what Hono sends
  return Object.assign(promise, { then: replaceThen as typeof then });
}
