import { type CorsHooks, internalServerError } from "@fetch-cors/core";
import { navigationResponse } from "./navigation-response.ts";

/** A request, and what Next.js passes after it. */
type Args = [request: Request, ...rest: unknown[]];

/**
 * The arguments after the handlers as core takes them, with the hook that keeps for Next.js what is thrown to it.
 *
 * @param given - Not default parameters: these would take an explicit `undefined` for a policy that is left out.
 */
export function policyAndHooks(given: readonly unknown[]): [policy: never, hooks: CorsHooks<Args>] {
  const [policy, hooks] = given.length > 0 ? given : [{ origin: "*" }];
  const { onError = internalServerError } = (hooks ?? {}) as CorsHooks<Args>;
  // Core says what is wrong with it.
  if (onError !== "throw" && typeof onError !== "function") return [policy as never, { onError }];
  return [
    policy as never,
    {
      ...(hooks as CorsHooks<Args>),
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
