import { type CorsHooks, internalServerError } from "@fetch-cors/core";
import { policyOrPublic } from "@fetch-cors/core/adapter";
import { warnOfHiddenHeaders } from "./hidden-headers.ts";
import { navigationResponse } from "./navigation-response.ts";
import { isPrerender, isRendering } from "./work-store.ts";

/** A request, and the arguments that Next.js passes after it. */
type Args = [request: Request, ...rest: unknown[]];

type Handler = (...args: Args) => Response | Promise<Response>;

/** The arguments for core, and a wrapper for the handlers that core returns. */
interface Adapted {
  readonly policyAndHooks: readonly [policy: unknown, hooks: CorsHooks<Args>];
  /** Returns a handler that warns on the first request for which the policy cannot work. */
  readonly wrap: (handler: Handler) => Handler;
}

/** Reads the arguments after the handlers, and adds the error handling and the warning that Next.js needs. */
export function adapt(given: readonly unknown[]): Adapted {
  const policy = policyOrPublic(given);
  const warn = warnOfHiddenHeaders(policy);
  return {
    policyAndHooks: [policy, inNext(given[1] as CorsHooks<Args> | undefined)],
    wrap: (handler) =>
      function (this: unknown, request, ...rest) {
        warn(request);
        return handler.call(this, request, ...rest);
      },
  };
}

/**
 * Adds an `onError` hook that responds to `redirect()` and similar functions, and passes prerender errors on to
 * Next.js.
 *
 * Some prerender errors only report that the route is dynamic. Any other error fails the build, or makes Next.js keep
 * the last good response. A 500 from `onError` would be stored instead.
 *
 * A prerender is not a request, so `onDecision` does not observe it. An observer that reads the decision would make the
 * route dynamic.
 */
function inNext(hooks: CorsHooks<Args> | undefined): CorsHooks<Args> {
  const { onDecision, onError = internalServerError } = hooks ?? {};
  // Core reports the invalid hook.
  if (onError !== "throw" && typeof onError !== "function") return { onError };
  return {
    ...hooks,
    onDecision: typeof onDecision === "function" ? (...args) => isRendering() || onDecision(...args) : onDecision,
    onError: (error, request, ...rest) => {
      const response = navigationResponse(error, request);
      if (response) return response;
      if (onError === "throw" || isPrerender(request)) throw error;
      return onError(error, request, ...rest);
    },
  };
}
