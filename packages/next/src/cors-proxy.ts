import { type CorsHooks, type CorsPolicyArgument, type OriginOption, withCors } from "@fetch-cors/core";

// biome-ignore lint/suspicious/noConfusingVoidType: what a function without `return` is inferred to return
type Nothing = void | null | undefined;

/** A function of `proxy.ts`: it answers, or returns nothing to let Next.js go on. */
export type ProxyFunction<R extends Request, Rest extends unknown[]> = (
  request: R,
  ...rest: Rest
) => Nothing | Response | Promise<Nothing | Response>;

/**
 * Puts a CORS policy in front of everything that `proxy.ts` matches: route handlers, static ones too, the Pages Router's
 * API routes, and what Next.js answers by itself, such as its 404, 405 and 500.
 *
 * A CORS-preflight request is answered here. To every other response the policy's headers are added, whether it comes from
 * your proxy function or from the app behind it. They can be added, and not taken away: what a route, another policy in it,
 * or `headers()` of `next.config.ts` sets goes out wherever the policy says nothing, so that an
 * `Access-Control-Allow-Origin: *` from there lets in whom the policy denies. Remove such headers. A route needs no policy
 * of its own; one that has the same is answered with one set of headers.
 *
 * Rewrites to another host are not covered, those of `next.config.ts` as little as `NextResponse.rewrite`: the headers of
 * that host win over the policy's. `fetch` it in your proxy function instead, and return the response.
 *
 * Match API routes only: Next.js replaces `Vary` on pages, which a cache in front of them has to see. With `credentials`
 * name the `exposedHeaders`, as a proxy does not see which headers the app sets.
 *
 * @param policy - As for `withCors`. It is required.
 * @param proxy - Your own proxy function. Defaults to one that lets Next.js go on.
 * @param hooks - As for `withCors`. An error that reaches them is the proxy's; Next.js answers those of the app.
 * @returns The function to export as `proxy`.
 * @throws {CorsConfigError} At once, where options cannot be used; with every problem in its `issues`.
 * @throws {TypeError} At once, where the proxy function is none.
 *
 * @example
 * ```ts
 * import { corsProxy } from "@fetch-cors/next";
 *
 * export const proxy = corsProxy({ origin: "https://app.example.com" });
 * export const config = { matcher: "/api/:path*" };
 *
 * const headers = { Origin: "https://app.example.com", "Access-Control-Request-Method": "PUT" };
 * const request = new Request("https://api.example.com/api/users", { method: "OPTIONS", headers });
 * (await proxy(request)).status; // → 204
 * ```
 *
 * @see https://nextjs.org/docs/app/api-reference/file-conventions/proxy
 */
export function corsProxy<R extends Request, Rest extends unknown[], const O extends OriginOption<[R, ...Rest]>>(
  policy: CorsPolicyArgument<[R, ...Rest], O>,
  proxy: ProxyFunction<R, Rest> = goOn,
  hooks?: CorsHooks<[R, ...Rest]>,
): (request: R, ...rest: Rest) => Response | Promise<Response> {
  if (typeof proxy !== "function") throw new TypeError("write corsProxy(policy, proxy)");
  return withCors(async (...args) => (await proxy(...args)) ?? goOn(), policy, hooks);
}

/** What `NextResponse.next()` makes; its import would resolve in the bundler of Next.js alone. */
const goOn = (): Response => new Response(null, { headers: { "x-middleware-next": "1" } });
