import type { CorsDecision } from "../decide/decision.ts";

/** Functions that handle errors and observe decisions. Each also receives the arguments of the handler. */
export interface CorsHooks<Args extends readonly unknown[] = [request: Request]> {
  /**
   * Handles an error from the handler, from a predicate (an `origin` option that is a function), or from a policy
   * function (a function that returns the policy for a request).
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

const isFunction = (hook: unknown): boolean => typeof hook === "function";

/**
 * Validates hooks, because a misspelled hook would be ignored silently.
 *
 * @throws {TypeError} If a hook is misspelled or not a function. `onError` can also be `"throw"`.
 */
export function checkHooks(hooks: unknown): void {
  for (const [name, hook] of Object.entries(isFunction(hooks) ? { hooks } : (hooks ?? {}))) {
    const isHook =
      name === "onError" ? hook === "throw" || isFunction(hook) : name === "onDecision" && isFunction(hook);
    if (!isHook && hook !== undefined) {
      throw new TypeError(`${name}: write { onError: "throw" or a function, onDecision: a function } after the policy`);
    }
  }
}
