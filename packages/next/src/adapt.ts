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
  /** Warns at the first request that the policy cannot work with. */
  readonly wrap: (handler: Handler) => Handler;
}

/** Reads the arguments after the handlers, and adds the behaviour of Next.js. */
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
 * Adds an `onError` that responds to `redirect()` and similar functions, and leaves the errors of a prerender to
 * Next.js.
 *
 * Some of these errors only report that the route is dynamic. Any other error fails the build, or keeps the last good
 * response; a 500 from here would be stored instead.
 *
 * A prerender is not a request, and `onDecision` does not observe it. An observer that reads the decision would make the
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
