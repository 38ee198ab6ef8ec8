import type { CorsHooks, CorsPolicyArgument, OriginOption } from "@fetch-cors/core";
import { wrapHandler } from "@fetch-cors/core/adapter";
import type { NextFetchEvent, NextRequest } from "next/server.js";

// biome-ignore lint/suspicious/noConfusingVoidType: the type of a function without `return`
type Nothing = void | null | undefined;

/** A function of `proxy.ts`: it returns a response, or nothing to let Next.js continue. */
export type ProxyFunction<R extends Request, Rest extends unknown[]> = (
  request: R,
  ...rest: Rest
) => Nothing | Response | Promise<Nothing | Response>;

/** `auth` of Auth.js: it is a proxy function, although no signature of its type takes a request. */
// biome-ignore-start lint/suspicious/noExplicitAny: the types of Auth.js, which may not be installed
export type AuthFunction = (() => Promise<object | null>) &
  ((proxy: (request: any, event: any) => any) => (request: any, event: any) => any);
// biome-ignore-end lint/suspicious/noExplicitAny: the types of Auth.js

/**
 * Puts a CORS policy in front of everything that `proxy.ts` matches: route handlers, static ones too, the Pages Router's
 * API routes, and the responses of Next.js itself, such as its 404, 405 and 500.
 *
 * The proxy answers every CORS-preflight request, and adds the policy's headers to every other response, of your own proxy
 * function and of the app. It cannot remove a header. An `Access-Control-*` header of a route, of another policy in it, or
 * of `headers()` in `next.config.ts` is sent unless the policy sets it too: `Access-Control-Allow-Origin: *` from there
 * allows origins that the policy denies. Remove such headers. A route needs no policy, and may have the same one.
 *
 * Next.js answers some requests before the proxy runs: `redirects()` of `next.config.ts`, and the redirect to or from the
 * trailing slash. Browsers do not follow the redirect of a preflight. Call the final URL, redirect in the proxy function,
 * and set `skipTrailingSlashRedirect: true`.
 *
 * A rewrite to another host, by `next.config.ts` or by `NextResponse.rewrite`, is not covered: the headers of that host
 * replace those of the policy. `fetch` it in your proxy function instead, and return the response.
 *
 * Match API routes only: Next.js replaces `Vary` on pages, and a cache in front of them needs it. With `credentials` list
 * the `exposedHeaders` by name, because a proxy does not see the headers of the app.
 *
 * @param policy - As for `withCors`. It is required.
 * @param proxy - Your own proxy function, or `auth` of Auth.js. Defaults to a function that lets Next.js continue.
 * @param hooks - As for `withCors`. They get the errors of the proxy; Next.js answers those of the app.
 * @returns The function to export as `proxy`.
 * @throws {CorsConfigError} At once, if options cannot be used; with every problem in its `issues`.
 * @throws {TypeError} At once, if the proxy is not a function. In JavaScript `corsProxy(proxy)` is accepted, because a
 * policy can be a function; each request is then a 500, and the console shows what to write.
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
export function corsProxy<const O extends OriginOption<ProxyArguments>>(
  policy: CorsPolicyArgument<ProxyArguments, O>,
  auth: AuthFunction,
  hooks?: CorsHooks<ProxyArguments>,
): (...args: ProxyArguments) => Response | Promise<Response>;
export function corsProxy<R extends Request, Rest extends unknown[], const O extends OriginOption<[R, ...Rest]>>(
  policy: CorsPolicyArgument<[R, ...Rest], O>,
  proxy?: ProxyFunction<R, Rest>,
  hooks?: CorsHooks<[R, ...Rest]>,
): (request: R, ...rest: Rest) => Response | Promise<Response>;
export function corsProxy(
  policy: unknown,
  proxy: unknown = goOn,
  hooks?: unknown,
): (...args: never) => Response | Promise<Response> {
  if (typeof proxy !== "function") throw new TypeError("write corsProxy(policy, proxy)");
  const chosen = typeof policy === "function" ? checked(policy as ProxyFunction<Request, unknown[]>) : policy;
  return wrapHandler(async (...args: Args) => (await proxy(...args)) ?? goOn(), [chosen, hooks]);
}

type ProxyArguments = [request: NextRequest, event: NextFetchEvent];
type Args = [request: Request, ...rest: unknown[]];

/** Returns `NextResponse.next()`. Its module can only be imported in the bundler of Next.js. */
const goOn = (): Response => new Response(null, { headers: { "x-middleware-next": "1" } });

/** Rejects a proxy function in place of the policy. Only its result differs from that of a policy function. */
const checked =
  (choose: ProxyFunction<Request, unknown[]>) =>
  async (...args: Args): Promise<unknown> => {
    const policy = await choose(...args);
    if (policy && !(policy instanceof Response)) return policy;
    throw new TypeError("the first argument of corsProxy returned no policy; write corsProxy(policy, proxy)");
  };
