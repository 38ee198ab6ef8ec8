import { applyDecision, type CorsDecision, internalServerError } from "@fetch-cors/core";
import type { Context } from "hono";
import { assertSendable } from "./sendable.ts";

/**
 * Applies a decision to a response.
 *
 * @throws {TypeError} If the response cannot be sent, or cannot have these headers.
 */
export function applyToResponse(decision: CorsDecision, response: Response): Response {
  assertSendable(response);
  return applyDecision(decision, response);
}

/**
 * Applies a decision to the response in Hono's context.
 *
 * @throws {TypeError} Under the same conditions as `applyToResponse`. In this case, the response is removed from
 * the context. Otherwise, Hono would copy its headers, which can come from an upstream server, to the response that
 * replaces it.
 */
export function applyToContext(decision: CorsDecision, c: Context): void {
  restoreResSetter(c);
  const response = c.res;
  let applied: Response;
  try {
    applied = applyToResponse(decision, response);
  } catch (error) {
    c.res = undefined;
    throw error;
  }
  if (applied !== response) replaceResponse(c, applied);
}

/**
 * Applies a decision to the response that `app.onError` returns for the error that the caller throws next.
 *
 * Hono assigns this response to `c.res` after the policy middleware has finished, so the assignment is intercepted. It
 * is not enough to apply the decision to the previous response. Hono only copies the headers of that response, so a
 * CORS header that the decision omits would remain, and `Vary` would be replaced.
 *
 * @param outermost - Whether no other middleware runs around the policy middleware. If so, Hono would not assign the
 * result of a second call of `app.onError` to `c.res`. If applying the decision fails, a plain 500 therefore replaces
 * the response that cannot be sent.
 */
export function applyToErrorResponse(decision: CorsDecision, c: Context, outermost: boolean): void {
  // Hono would copy headers, such as `Content-Length`, from the response that the error response replaces.
  if (c.finalized) c.res = undefined;
  // If no other handler matches, Hono does not assign `c.res`. Within `some` and `every`, the response can then only
  // inherit these headers: `c.text` and similar methods copy them.
  if (c.req.matchedRoutes.length === 1) applyToContext(decision, c);
  const prototype = Object.getPrototypeOf(c);
  let last = outermost;
  const accessor = {
    configurable: true,
    get: () => Reflect.get(prototype, "res", c),
    // Intercepts every assignment, because `app.onError` can assign `c.res` before Hono does. Assignments in other
    // middleware around this one look the same.
    set: (response: Response | undefined) => {
      restoreResSetter(c);
      try {
        c.res = response;
        // `undefined` removes a response before the next one is assigned.
        if (response) applyToContext(decision, c);
      } catch (error) {
        if (!last) {
          last = true;
          throw error;
        }
        replaceResponse(c, applyDecision(decision, internalServerError(error)));
      } finally {
        Object.defineProperty(c, "res", accessor);
      }
    },
  };
  Object.defineProperty(c, "res", accessor);
}

/**
 * Replaces the response in the context. Assigns `undefined` first, because Hono would otherwise copy the headers of the
 * previous response to the new one, including headers that were removed.
 */
export function replaceResponse(c: Context, response: Response): void {
  restoreResSetter(c);
  c.res = undefined;
  c.res = response;
}

/** Stops the interception by an inner policy, because the outer policy of the two decides. */
function restoreResSetter(c: Context): void {
  Reflect.deleteProperty(c, "res");
}
