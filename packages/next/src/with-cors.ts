import type { CorsHandler, CorsHooks, CorsPolicyArgument, OriginOption } from "@fetch-cors/core";
import { wrapHandler } from "@fetch-cors/core/adapter";
import { adapt } from "./adapt.ts";

/** The result of a handler, as Next.js and Auth.js declare it. Next.js answers with a 500 if it is not a response. */
// biome-ignore lint/suspicious/noConfusingVoidType: the type of a function without `return`
export type RouteResult = Response | void;

/** A handler as users write it, or as `auth` of Auth.js returns it. */
export type RouteHandler<R extends Request, Rest extends unknown[]> = (
  request: R,
  ...rest: Rest
) => RouteResult | Promise<RouteResult>;

/**
 * Puts a CORS policy in front of a route handler of the App Router. It keeps the handler's types: `NextRequest`, and the
 * context with its `params`.
 *
 * Export it as `OPTIONS` too. Without that, Next.js answers every OPTIONS request itself, without a CORS header, and
 * browsers refuse the preflight. `corsRoute` exports `OPTIONS` for you.
 *
 * `redirect()`, `permanentRedirect()`, `notFound()`, `forbidden()` and `unauthorized()` are answered as Next.js answers
 * them, and with the policy's headers. Any other error becomes a 500 with these headers, and Next.js does not call
 * `onRequestError` of `instrumentation.ts`. Report errors in `hooks.onError`.
 *
 * A route stays static if its policy is `origin: "*"`, and it does not export `OPTIONS`; put `corsProxy` in front of it for
 * its preflights. Every other policy reads the headers of the request, which makes the route dynamic. Under
 * `dynamic = "force-static"` Next.js hides these headers: the responses have no CORS headers, and a
 * warning reports it. Errors during a prerender reach Next.js, which fails the build, or keeps the last good response. A
 * request without any header counts as a prerender.
 *
 * CORS headers that `headers()` of `next.config.ts` sets replace those of the policy, for every origin. Remove them.
 *
 * @param handler - Answers every request that is not a preflight.
 * @param policy - A compiled policy, the options of one, or a function that chooses one. If it is left out, the policy is
 * `{ origin: "*" }`; an explicit `undefined` throws, because an unset variable must never open a server.
 * @param hooks - Handles errors, and observes the decisions.
 * @returns A handler with the same parameters.
 * @throws {CorsConfigError} At once, if options cannot be used; with every problem in its `issues`.
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
