import type {
  RouteHandlers as CoreHandlers,
  CorsHooks,
  CorsPolicyArgument,
  CorsRoute,
  OriginOption,
  RouteArguments,
} from "@fetch-cors/core";
import { wrapHandlers } from "@fetch-cors/core/adapter";
import { adapt } from "./adapt.ts";
import type { Answering, NextArguments, RouteHandlers } from "./handler-types.ts";

/** The arguments that the policy function, the predicate and the hooks of a route receive. */
type Args<H extends RouteHandlers> = NextArguments<RouteArguments<Answering<H>>>;

/**
 * Puts one policy in front of all handlers in a `route.ts`, and adds a handler for `OPTIONS`. Without this handler,
 * Next.js itself responds to preflights, without CORS headers. Errors, `redirect()` and similar functions are handled
 * as in `withCors`.
 *
 * If the policy options have no `methods`, the policy allows the methods of the handlers. `GET` implies `HEAD`. Next.js
 * responds to every other method with a 405 without CORS headers. Behind `corsProxy`, the 405 has the headers.
 *
 * `OPTIONS` makes the route dynamic. For a static route, use `corsProxy`. It is the only way under
 * `dynamic = "force-static"`.
 *
 * @param handlers - The handlers, keyed by upper-case method. Each keeps its type. A request without a type annotation
 * is a `NextRequest`.
 * @param policy - As for `withCors`. Compiled policies keep their own methods, including those that a policy function
 * returns.
 * @param hooks - As for `withCors`.
 * @returns The exports of the route: the handlers with the policy in front, and `OPTIONS`.
 * @throws {CorsConfigError} If the options are invalid. Its `issues` list every problem.
 *
 * @example
 * ```ts
 * import { corsRoute } from "@fetch-cors/next";
 *
 * export const { GET, OPTIONS } = corsRoute(
 *   { GET: (request: Request) => Response.json({ url: request.url }) },
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
export function corsRoute<H extends RouteHandlers>(handlers: H): CorsRoute<Answering<H>>;
export function corsRoute<H extends RouteHandlers, const O extends OriginOption<Args<H>>>(
  handlers: H,
  policy: CorsPolicyArgument<Args<H>, O>,
  hooks?: CorsHooks<Args<H>>,
): CorsRoute<Answering<H>>;
export function corsRoute(handlers: RouteHandlers, ...args: readonly unknown[]): CorsRoute<CoreHandlers> {
  const { policyAndHooks, wrap } = adapt(args);
  const route = wrapHandlers(handlers as CoreHandlers, policyAndHooks);
  return Object.fromEntries(Object.entries(route).map(([method, handler]) => [method, wrap(handler)]));
}
