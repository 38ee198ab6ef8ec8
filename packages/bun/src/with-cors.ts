import type { CorsHooks, CorsPolicyArgument, OriginOption } from "@fetch-cors/core";
import { wrapHandler } from "@fetch-cors/core/adapter";
import type { BunServer, NativeServer } from "./bun-types.ts";
import type { Answer, NoOtherOptions, Served, ServeOptions } from "./serve-options.ts";
import type { Handler } from "./static-handler.ts";
import { wrapOptions } from "./wrap-options.ts";

/**
 * Puts a CORS policy in front of a handler, or in front of every `Bun.serve` option that responds to requests.
 *
 * These options are `fetch`, `error` and `routes` (or `static`). A route is a function, an object with methods, a
 * response or a file. `fetch` handles requests without a route, methods that a route lacks, and missing files. Without
 * `fetch`, such requests get a 404 that the page can read, and a route with methods gets an `OPTIONS` handler. The
 * policy then allows the methods of the route, unless the policy options have `methods`. HTML imports and `{ dir }` are
 * not wrapped, because only Bun can serve them. Pages from other origins cannot read them.
 *
 * WebSocket handshakes are not checked, because CORS does not cover them. Call `policy.allowsOrigin` before you
 * upgrade.
 *
 * @param target - A handler, or `Bun.serve` options.
 * @param policy - A compiled policy (from `definePolicy`), policy options, or a policy function, which returns the
 * compiled policy for one request and receives `(request, server)`. Without this argument, the public policy `{ origin:
 * "*" }` applies. An explicit `undefined` throws, because an unset variable must never allow every origin.
 * @param hooks - Functions that handle errors and observe decisions. `onError` defaults to the `error` option. With
 * `"throw"`, Bun handles errors without CORS headers, and shows its error page in development.
 * @returns A handler with the same parameters, or a copy of the options.
 * @throws {CorsConfigError} If the policy options are invalid. Its `issues` list every problem.
 * @throws {TypeError} If Bun would respond without the policy (`onNodeHTTPRequest`, `app`), or would reject a route.
 *
 * @example
 * ```ts
 * import { withCors } from "@fetch-cors/bun";
 *
 * const server = withCors({ port: 3000, fetch: () => new Response("hello") }, { origin: "https://app.example.com" });
 *
 * export default server;
 *
 * const headers = { Origin: "https://app.example.com" };
 * const response = await server.fetch(new Request("http://localhost:3000/", { headers }));
 * response.headers.get("Access-Control-Allow-Origin"); // → "https://app.example.com"
 * ```
 *
 * @see https://bun.com/docs/runtime/http/server
 */
// This overload accepts no arguments. TypeScript uses its result for a call with a mistake, so that the mistake is the
// only reported error. Otherwise TypeScript would choose an overload by order, and `Bun.serve` would reject a wrong
// result.
// biome-ignore lint/suspicious/noExplicitAny: the result of a call that does not compile
export function withCors(target: never, policy?: never, hooks?: never): any;
export function withCors<
  R extends Request = Request,
  Rest extends unknown[] = [server: NativeServer],
  A extends Answer = Response,
>(handler: (request: R, ...rest: Rest) => A | Promise<A>): (request: R, ...rest: Rest) => A | Promise<A>;
export function withCors<
  R extends Request = Request,
  Rest extends unknown[] = [server: NativeServer],
  A extends Answer = Response,
  const O extends OriginOption<[R, ...Rest]> = string,
>(
  handler: (request: R, ...rest: Rest) => A | Promise<A>,
  policy: CorsPolicyArgument<[R, ...Rest], O>,
  hooks?: CorsHooks<[R, ...Rest]>,
): (request: R, ...rest: Rest) => A | Promise<A>;
export function withCors<T extends object, Data = undefined, Paths extends string = never>(
  options: T & ServeOptions<Data, Paths> & NoOtherOptions<T>,
): Served<T>;
export function withCors<
  T extends object,
  const O extends OriginOption<[request: Request, server: BunServer<Data>]>,
  Data = undefined,
  Paths extends string = never,
>(
  options: T & ServeOptions<Data, Paths> & NoOtherOptions<T>,
  policy: CorsPolicyArgument<[request: Request, server: BunServer<Data>], O>,
  hooks?: CorsHooks<[request: Request, server: BunServer<Data>]>,
): Served<T>;
export function withCors(target: unknown, ...args: readonly unknown[]): unknown {
  return typeof target === "function" ? wrapHandler(target as Handler, args) : wrapOptions(target as object, args);
}
