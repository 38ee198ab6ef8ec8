import type { CorsHandler, CorsHooks, CorsPolicyArgument, OriginOption } from "@fetch-cors/core";
import { wrapHandler } from "@fetch-cors/core/adapter";
import { adapt } from "./adapt.ts";

/** The result of a handler, as declared by Next.js and Auth.js. If it is not a response, Next.js sends a 500. */
// biome-ignore lint/suspicious/noConfusingVoidType: the type of a function without `return`
export type RouteResult = Response | void;

/** A handler that a user writes, or that `auth` from Auth.js returns. */
export type RouteHandler<R extends Request, Rest extends unknown[]> = (
  request: R,
  ...rest: Rest
) => RouteResult | Promise<RouteResult>;

/**
 * Puts a CORS policy in front of an App Router route handler. It keeps the handler's types: `NextRequest`, and the context
 * with its `params`.
 *
 * Export the wrapped handler as `OPTIONS` too. Otherwise Next.js itself responds to every OPTIONS request without CORS
 * headers, and the preflight fails. `corsRoute` adds `OPTIONS` for you.
 *
 * `redirect()`, `permanentRedirect()`, `notFound()`, `forbidden()` and `unauthorized()` produce the same responses as in
 * Next.js, with the policy's headers. Any other error becomes a 500 with these headers, and Next.js does not call
 * `onRequestError` in `instrumentation.ts`. Report errors in `hooks.onError`.
 *
 * A route stays static if its policy is the public policy (`origin: "*"`) and it does not export `OPTIONS`. Put `corsProxy`
 * in front of it to answer preflights. Every other policy reads the request headers, which makes the route dynamic. Under
 * `dynamic = "force-static"`, Next.js hides the request headers. Such a policy then sends no CORS headers, and a warning is
 * logged. Errors during a prerender are passed to Next.js, which fails the build or keeps the last good response. A request
 * without headers counts as a prerender.
 *
 * CORS headers from `headers()` in `next.config.ts` replace those of the policy, for every origin. Remove them.
 *
 * @param handler - Responds to every request that is not a preflight.
 * @param policy - A compiled policy (from `definePolicy`), policy options, or a policy function, which returns the compiled
 * policy for one request. Without this argument, the public policy applies. An explicit `undefined` throws, because an unset
 * variable must never allow every origin.
 * @param hooks - Functions that handle errors and observe decisions.
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
export function withCors<R extends Request, Rest extends unknown[]>(
  handler: RouteHandler<R, Rest>,
): CorsHandler<R, Rest>;
export function withCors<R extends Request, Rest extends unknown[], const O extends OriginOption<[R, ...Rest]>>(
  handler: RouteHandler<R, Rest>,
  policy: CorsPolicyArgument<[R, ...Rest], O>,
  hooks?: CorsHooks<[R, ...Rest]>,
): CorsHandler<R, Rest>;
export function withCors(
  handler: RouteHandler<Request, unknown[]>,
  ...args: readonly unknown[]
): CorsHandler<Request, unknown[]> {
  const { policyAndHooks, wrap } = adapt(args);
  return wrap(wrapHandler(handler as CorsHandler<Request, unknown[]>, policyAndHooks));
}
