import type { CorsDecision } from "../decide/decision.ts";

/** Hooks around a request. Each also receives the arguments of the handler. */
export interface CorsHooks<Args extends readonly unknown[] = [request: Request]> {
  /**
   * Handles an error of the handler, of a predicate, or of a policy function.
   *
   * | value | effect |
   * |---|---|
   * | `(error, request) => Response` | its response, or a promise of it, is sent; an error that it throws is passed on |
   * | `"throw"` | the error is passed on to the framework or the runtime |
   *
   * Defaults to `console.error` and a plain 500.
   *
   * After an error of the handler, the response carries the CORS headers of the decision, so that the page sees a 500 and not
   * a CORS error. After an error of a predicate or a policy function the handler does not run, and the response has no
   * `Access-Control-*` header, because no origin was allowed. This holds for preflights too.
   */
  readonly onError?: "throw" | ((error: unknown, ...args: Args) => Response | Promise<Response>) | undefined;
  /**
   * Observes every decision, for logs and metrics. It is called once for a request, before the handler runs. Errors that it
   * throws or rejects with are ignored.
   *
   * If a predicate or a policy function failed, the decision is not allowed, its `reason` is `"error"`, and its `error` is
   * the thrown value.
   */
  readonly onDecision?: ((decision: CorsDecision, ...args: Args) => unknown) | undefined;
}

const isFunction = (hook: unknown): boolean => typeof hook === "function";

/**
 * Checks hooks, because a misspelt one would be ignored silently.
 *
 * @throws {TypeError}
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
