import {
  type CorsHandler,
  type CorsHooks,
  type CorsPolicyArgument,
  type OriginOption,
  withCors as withCorsOfCore,
} from "@fetch-cors/core";
import { policyAndHooks } from "./policy-and-hooks.ts";

/**
 * Puts a CORS policy in front of a route handler of the App Router. It keeps the handler's types: `NextRequest`, and the
 * context with its `params`.
 *
 * Export it as `OPTIONS` too, or nobody answers the preflights: Next.js answers an OPTIONS request by itself, without a
 * CORS header. `corsRoute` cannot forget that.
 *
 * What `redirect()`, `permanentRedirect()`, `notFound()`, `forbidden()` and `unauthorized()` throw is answered as Next.js
 * answers it, and with the policy's headers. Any other error becomes a 500 with these headers, so that Next.js does not
 * hear of it: `onRequestError` of `instrumentation.ts` is not called. Report errors in `hooks.onError`.
 *
 * A policy reads headers of the request, so the route is dynamic. Under `dynamic = "force-static"` Next.js hides them:
 * put `corsProxy` in front of such a route. Its errors are left to Next.js, which fails the build, or keeps the last good
 * answer; a request without any header is taken for a prerender.
 *
 * @param handler - Answers every request that is not a preflight.
 * @param policy - A compiled policy, the options of one, or a function that chooses one. Left out altogether it is the
 * public policy `{ origin: "*" }`; given as `undefined` it throws, as an unset variable must never open a server.
 * @param hooks - What to do with errors, and who observes the decisions.
 * @returns A handler with the same parameters.
 * @throws {CorsConfigError} At once, where options cannot be used; with every problem in its `issues`.
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
  handler: CorsHandler<R, Rest>,
): CorsHandler<R, Rest>;
export function withCors<R extends Request, Rest extends unknown[], const O extends OriginOption<[R, ...Rest]>>(
  handler: CorsHandler<R, Rest>,
  policy: CorsPolicyArgument<[R, ...Rest], O>,
  hooks?: CorsHooks<[R, ...Rest]>,
): CorsHandler<R, Rest>;
export function withCors(handler: CorsHandler<Request, unknown[]>, ...given: readonly unknown[]): typeof handler {
  return withCorsOfCore(handler, ...policyAndHooks(given));
}
