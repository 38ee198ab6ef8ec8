import {
  type CorsHooks,
  type CorsPolicyArgument,
  type CorsRoute,
  corsRoute as corsRouteOfCore,
  type OriginOption,
  type RouteArguments,
  type RouteHandlers,
} from "@fetch-cors/core";
import { policyAndHooks } from "./policy-and-hooks.ts";

/**
 * Puts one policy in front of all handlers of a `route.ts`, and adds the one for `OPTIONS`, without which Next.js answers
 * preflights without a CORS header. Errors, `redirect()` and its like are answered as `withCors` does.
 *
 * Where the options of the policy name no `methods`, they are those of the handlers; `GET` brings `HEAD`.
 *
 * @param handlers - By their methods, in upper case. Each keeps its type.
 * @param policy - As for `withCors`. A compiled policy, or a function that chooses one, keeps its own methods.
 * @param hooks - As for `withCors`.
 * @returns What to export: the handlers with the policy in front, and `OPTIONS`.
 * @throws {CorsConfigError} At once, where options cannot be used; with every problem in its `issues`.
 *
 * @example
 * ```ts
 * import { corsRoute } from "@fetch-cors/next";
 *
 * export const { GET, OPTIONS } = corsRoute(
 *   { GET: (request: Request) => Response.json({ asked: request.url }) },
 *   { origin: "https://app.example.com" },
 * );
 *
 * const headers = { Origin: "https://app.example.com" };
 * const response = await GET(new Request("https://api.example.com/api/users", { headers }));
 * response.headers.get("Access-Control-Allow-Origin"); // → "https://app.example.com"
 * ```
 *
 * @see https://nextjs.org/docs/app/api-reference/file-conventions/route
 */
export function corsRoute<H extends RouteHandlers>(handlers: H): CorsRoute<H>;
export function corsRoute<H extends RouteHandlers, const O extends OriginOption<RouteArguments<H>>>(
  handlers: H,
  policy: CorsPolicyArgument<RouteArguments<H>, O>,
  hooks?: CorsHooks<RouteArguments<H>>,
): CorsRoute<H>;
export function corsRoute(handlers: RouteHandlers, ...given: readonly unknown[]): CorsRoute<RouteHandlers> {
  return corsRouteOfCore(handlers, ...policyAndHooks(given));
}
