import type { CorsHandler, CorsHooks, CorsPolicyArgument, CorsRoute, OriginOption } from "@fetch-cors/core";
import { wrapHandler } from "@fetch-cors/core/adapter";
import { adapt } from "./adapt.ts";
import type { Answering, NextArguments, RouteHandler } from "./handler-types.ts";

/**
 * Puts a CORS policy in front of an App Router route handler. It keeps the handler's types: `NextRequest`, and the
 * context with its `params`.
 *
 * Export the wrapped handler as `OPTIONS` too. Otherwise Next.js itself responds to every OPTIONS request without CORS
 * headers, and the preflight fails. `corsRoute` adds `OPTIONS` for you.
 *
 * `redirect()`, `permanentRedirect()`, `notFound()`, `forbidden()` and `unauthorized()` produce the same responses as
 * in Next.js, with the policy's headers. Any other error becomes a 500 with these headers, and Next.js does not call
 * `onRequestError` in `instrumentation.ts`. Report errors in `hooks.onError`.
 *
 * A route stays static if its policy is the public policy (`origin: "*"`) and it does not export `OPTIONS`. Put
 * `corsProxy` in front of it to answer preflights. Every other policy reads the request headers, which makes the route
 * dynamic. Under `dynamic = "force-static"`, Next.js hides the request headers. Such a policy then sends no CORS
 * headers, and a warning is logged. Errors during a prerender are passed to Next.js, which fails the build or keeps the
 * last good response. A request without headers counts as a prerender.
 *
 * CORS headers from `headers()` in `next.config.ts` replace those of the policy, for every origin. Remove them.
 *
 * @param handler - Responds to every request that is not a preflight. A request without a type annotation is a
 * `NextRequest`.
 * @param policy - A compiled policy (from `definePolicy`), policy options, or a policy function, which returns the
 * compiled policy for one request. Without this argument, the public policy applies. An explicit `undefined` throws,
 * because an unset variable must never allow every origin.
 * @param hooks - Functions that handle errors and observe decisions. Hooks, policy functions and predicates receive a
 * `NextRequest`, and the context.
 * @returns A handler with the same parameters.
 * @throws {CorsConfigError} If the options are invalid. Its `issues` list every problem.
 *
 * @example
 * ```ts
 * import { withCors } from "@fetch-cors/next";
 *
 * const handler = withCors(() => Response.json(["Ada"]), { origin: "https://app.example.com" });
 * export { handler as GET, handler as OPTIONS };
 *
 * const headers = { Origin: "https://app.example.com" };
 * const response = await handler(new Request("https://api.example.com/api/users", { headers }));
 * response.headers.get("Access-Control-Allow-Origin"); // → "https://app.example.com"
 * ```
 *
 * @see https://nextjs.org/docs/app/api-reference/file-conventions/route
 */
export function withCors<H extends RouteHandler>(handler: H): Wrapped<H>;
export function withCors<H extends RouteHandler, const O extends OriginOption<Args<H>>>(
  handler: H,
  policy: CorsPolicyArgument<Args<H>, O>,
  hooks?: CorsHooks<Args<H>>,
): Wrapped<H>;
export function withCors(handler: RouteHandler, ...args: readonly unknown[]): CorsHandler<Request, unknown[]> {
  const { policyAndHooks, wrap } = adapt(args);
  return wrap(wrapHandler(handler as CorsHandler<Request, unknown[]>, policyAndHooks));
}

type Args<H extends RouteHandler> = NextArguments<Parameters<H>>;
/** The same type as a handler that `corsRoute` returns. */
type Wrapped<H extends RouteHandler> = CorsRoute<Answering<{ readonly GET: H }>>["GET"];
