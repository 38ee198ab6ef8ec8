import type { CorsDecision } from "../decide/decision.ts";

/** Functions that handle errors and observe decisions. Each also receives the arguments of the handler. */
export interface CorsHooks<Args extends readonly unknown[] = [request: Request]> {
  /**
   * Handles an error from the handler, from a predicate (an `origin` option that is a function), from a policy function
   * (a function that returns the policy for a request), or from applying the policy to a response, such as a fetched
   * response whose body was read.
   *
   * | value | effect |
   * |---|---|
   * | `(error, request) => Response` | the returned response, or a promise of one, is sent; an error that the function throws is passed on |
   * | `"throw"` | the error is passed on to the framework or the runtime |
   *
   * Defaults to a function that logs the error with `console.error` and returns a plain 500.
   *
   * After an error from the handler, the response has the CORS headers of the decision, so that the page can read the
   * 500 instead of getting a CORS error. After an error from a predicate or a policy function, the handler does not
   * run, and the response has no `Access-Control-*` header, because no origin was allowed. This is also true for
   * preflights.
   */
  readonly onError?: "throw" | ((error: unknown, ...args: Args) => Response | Promise<Response>) | undefined;
  /**
   * Observes every decision, for logs and metrics. It is called once for each request, before the handler runs. An
   * error that it throws or rejects with is ignored.
   *
   * If a predicate or a policy function failed, the decision denies the request, its `reason` is `"error"`, and its
   * `error` is the thrown value.
   */
  readonly onDecision?: ((decision: CorsDecision, ...args: Args) => unknown) | undefined;
}

/**
 * Validates hooks, because a misspelled hook would be ignored silently.
 *
 * @throws {TypeError} If `hooks` is not an object, or if a hook is misspelled or not a function. `onError` can also be
 * `"throw"`. The message lists every wrong hook.
 */
export function checkHooks(hooks: unknown): void {
  const entries = typeof hooks === "object" && !Array.isArray(hooks) ? Object.entries(hooks ?? {}) : [["hooks", hooks]];
  const wrong = entries.filter(([name, hook]) => hook !== undefined && !isHook(name, hook)).map(([name]) => name);
  if (wrong.length > 0)
    throw new TypeError(`${wrong}: write { onError: "throw" or a function, onDecision: a function } after the policy`);
}

const isHook = (name: unknown, hook: unknown): boolean =>
  typeof hook === "function" ? name === "onError" || name === "onDecision" : name === "onError" && hook === "throw";

/**
 * Creates the default response to an error: a plain 500. It logs the error with `console.error`.
 *
 * @param error - The error to log. It is not sent to the client.
 * @returns A new response. `withCors` applies the decision to it.
 *
 * @example
 * ```ts
 * import { internalServerError, withCors } from "@fetch-cors/core";
 *
 * class NotFound extends Error {}
 * const handler = () => {
 *   throw new NotFound();
 * };
 * const fetch = withCors(handler, { origin: "https://app.example.com" }, {
 *   onError: (error) => (error instanceof NotFound ? new Response("Not Found", { status: 404 }) : internalServerError(error)),
 * });
 * (await fetch(new Request("https://api.example.com/"))).status; // → 404
 * ```
 */
export function internalServerError(error: unknown): Response {
  console.error(error);
  return new Response("Internal Server Error", { status: 500 });
}
