import { applyDecision, type CorsDecision } from "@fetch-cors/core";
import type { Context } from "hono";

/** Puts a decision into the response of Hono's context. */
export function applyToContext(decision: CorsDecision, c: Context): void {
  takeOver(c);
  const response = c.res;
  const applied = applyDecision(decision, response);
  if (applied !== response) replaceResponse(c, applied);
}

/**
 * Puts a decision into what Hono makes of an error that is thrown now: the response of `app.onError`.
 *
 * Hono sets `c.res` to it when no middleware runs any more that could see it, so it has to be met there. With the decision
 * in the response before it, Hono would only merge that: a CORS header that the decision leaves out would stay, and `Vary`
 * would be replaced.
 */
export function applyToErrorResponse(decision: CorsDecision, c: Context): void {
  // Where nothing else matches, Hono does not set `c.res`: it sends the response as it is, and all that can be done is that
  // `c.text` and the like begin with these headers.
  if (c.req.matchedRoutes.length === 1) applyToContext(decision, c);
  const prototype = Object.getPrototypeOf(c);
  const accessor = {
    configurable: true,
    get: () => Reflect.get(prototype, "res", c),
    // Each time: `app.onError` can set `c.res` itself, before Hono does. What other middleware around this one sets later
    // cannot be told from that.
    set: (response: Response | undefined) => {
      takeOver(c);
      try {
        c.res = response;
        // `undefined` is how a response is taken away before the next one.
        if (response) applyToContext(decision, c);
      } finally {
        Object.defineProperty(c, "res", accessor);
      }
    },
  };
  Object.defineProperty(c, "res", accessor);
}

/** Setting it once would merge the headers of the response before into it, and bring back those that were removed. */
export function replaceResponse(c: Context, response: Response): void {
  takeOver(c);
  c.res = undefined;
  c.res = response;
}

/** Ends what `applyToErrorResponse` has begun for a policy before: of two around one handler the outer one decides. */
function takeOver(c: Context): void {
  Reflect.deleteProperty(c, "res");
}
