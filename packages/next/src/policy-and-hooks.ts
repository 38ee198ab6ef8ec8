import { type CorsHooks, internalServerError, policyAmong } from "@fetch-cors/core";
import { navigationResponse } from "./navigation-response.ts";

/** A request, and what Next.js passes after it. */
type Args = [request: Request, ...rest: unknown[]];

/** The arguments after the handlers as core takes them, with the hook that keeps for Next.js what is thrown to it. */
export function policyAndHooks(given: readonly unknown[]): [policy: never, hooks: CorsHooks<Args>] {
  const policy = policyAmong(given) as never;
  const hooks = given[1] as CorsHooks<Args> | undefined;
  const { onError = internalServerError } = hooks ?? {};
  // Core says what is wrong with it.
  if (onError !== "throw" && typeof onError !== "function") return [policy, { onError }];
  return [
    policy,
    {
      ...hooks,
      onError: (error, request, ...rest) => {
        const response = navigationResponse(error, request);
        if (response) return response;
        if (onError === "throw" || isPrerender(request)) throw error;
        return onError(error, request, ...rest);
      },
    },
  ];
}

/**
 * Whether there is no request yet: where Next.js prerenders a route, reading the headers throws, or finds none.
 *
 * It has to get every error then. Some only tell it that the route is dynamic; and any other would be rendered as a 500
 * that takes the place of the last good answer.
 */
function isPrerender({ headers }: Request): boolean {
  return [...headers.keys()].length === 0;
}
