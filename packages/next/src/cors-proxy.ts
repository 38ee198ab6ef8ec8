import type { CorsHooks, CorsPolicyArgument, OriginOption } from "@fetch-cors/core";
import { wrapHandler } from "@fetch-cors/core/adapter";
import type { NextFetchEvent, NextRequest } from "next/server.js";

// biome-ignore lint/suspicious/noConfusingVoidType: the type of a function without `return`
type Nothing = void | null | undefined;

/** The arguments that Next.js passes to the function in `proxy.ts`. */
type ProxyArguments = [request: NextRequest, event: NextFetchEvent];

/** The function in `proxy.ts`. It returns a response, or nothing to let Next.js continue. */
export type ProxyFunction = (...args: ProxyArguments) => Nothing | Response | Promise<Nothing | Response>;

/**
 * `auth` from Auth.js, or the function that `auth(…)` returns. Both are proxy functions, although no signature of
 * `auth` accepts a request, and the other function declares the context of a route as its second parameter.
 */
// biome-ignore-start lint/suspicious/noExplicitAny: the types of Auth.js, which may not be installed
export type AuthFunction =
  | ((() => Promise<object | null>) & ((proxy: (request: any, event: any) => any) => (request: any, event: any) => any))
  | ((request: NextRequest, context: { readonly params: Promise<any> }) => ReturnType<ProxyFunction>);
// biome-ignore-end lint/suspicious/noExplicitAny: the types of Auth.js

/**
 * The function that `corsProxy` returns. Next.js always passes the event. A call in your own code can omit the event if
 * no function that it reaches uses it.
 */
export type CorsProxy = (request: NextRequest, event?: NextFetchEvent) => Response | Promise<Response>;

/**
 * Puts a CORS policy in front of everything that `proxy.ts` matches: route handlers, including static ones, API routes
 * in the Pages Router, and responses from Next.js itself, such as its 404, 405 and 500.
 *
 * The proxy answers every CORS-preflight request, and adds the policy's headers to every other response from your own
 * proxy function and from the app. It cannot remove a header. An `Access-Control-*` header from a route, from a
 * different policy in the route, or from `headers()` in `next.config.ts` is sent unless the policy sets it too. Such an
 * `Access-Control-Allow-Origin: *` allows origins that the policy denies, so remove these headers. A route needs no
 * policy of its own, and may have the same policy.
 *
 * Next.js handles `redirects()` in `next.config.ts` and trailing-slash redirects before the proxy runs. Browsers do not
 * follow the redirect of a preflight. Have the page request the final URL. Move `redirects()` into the proxy
 * function, and turn off trailing-slash redirects with `skipTrailingSlashRedirect: true`.
 *
 * A rewrite to a different host, in `next.config.ts` or with `NextResponse.rewrite`, is not covered. The headers from
 * that host replace the policy's headers. Instead, `fetch` the URL in your proxy function, and return the response.
 *
 * Match API routes only. Next.js replaces `Vary` on pages, and a cache in front of them needs it. With `credentials`,
 * list the `exposedHeaders` by name, because a proxy cannot read the headers that the app sets.
 *
 * @param policy - As for `withCors`. It is required. Policy functions, predicates and hooks receive the `NextRequest`
 * and the `NextFetchEvent`, as the proxy function does.
 * @param proxy - Your own proxy function, or `auth` from Auth.js. Defaults to a function that lets Next.js continue.
 * @param hooks - As for `withCors`. They receive errors from the proxy function. Next.js responds to errors from the
 * app.
 * @returns The function to export as `proxy`.
 * @throws {CorsConfigError} If the options are invalid. Its `issues` list every problem.
 * @throws {TypeError} If the proxy is not a function. In JavaScript, `corsProxy(proxy)` is accepted, because a policy
 * can be a function. Each request then gets a 500, and the console shows what to write.
 *
 * @example
 * ```ts
 * import { corsProxy } from "@fetch-cors/next";
 * import { NextRequest } from "next/server";
 *
 * export const proxy = corsProxy({ origin: "https://app.example.com" });
 * export const config = { matcher: "/api/:path*" };
 *
 * const headers = { Origin: "https://app.example.com", "Access-Control-Request-Method": "PUT" };
 * const request = new NextRequest("https://api.example.com/api/users", { method: "OPTIONS", headers });
 * (await proxy(request)).status; // → 204
 * ```
 *
 * @see https://nextjs.org/docs/app/api-reference/file-conventions/proxy
 */
export function corsProxy<const O extends OriginOption<ProxyArguments>>(
  policy: CorsPolicyArgument<ProxyArguments, O>,
  proxy?: ProxyFunction,
  hooks?: CorsHooks<ProxyArguments>,
): CorsProxy;
// The overload for Auth.js is the last one, because the first one determines the parameter types of a function.
export function corsProxy<const O extends OriginOption<ProxyArguments>>(
  policy: CorsPolicyArgument<ProxyArguments, O>,
  auth: AuthFunction,
  hooks?: CorsHooks<ProxyArguments>,
): CorsProxy;
export function corsProxy(
  policy: unknown,
  proxy: unknown = goOn,
  hooks?: unknown,
): (...args: never) => Response | Promise<Response> {
  if (typeof proxy !== "function") throw new TypeError("write corsProxy(policy, proxy)");
  const chosen = typeof policy === "function" ? checked(policy as (...args: Args) => unknown) : policy;
  return wrapHandler(async (...args: Args) => (await proxy(...args)) ?? goOn(), [chosen, hooks]);
}

type Args = [request: Request, ...rest: unknown[]];

/**
 * Returns what `NextResponse.next()` returns. The module of `NextResponse` can only be imported in the Next.js bundler.
 */
const goOn = (): Response => new Response(null, { headers: { "x-middleware-next": "1" } });

/** Rejects a proxy function that was passed as the policy. Only its result differs from that of a policy function. */
const checked =
  (choose: (...args: Args) => unknown) =>
  async (...args: Args): Promise<unknown> => {
    const policy = await choose(...args);
    if (policy && !(policy instanceof Response)) return policy;
    throw new TypeError("the first argument of corsProxy returned no policy; write corsProxy(policy, proxy)");
  };
