import type { CorsHooks, CorsPolicyArgument, OriginOption } from "@fetch-cors/core";
import { wrapHandler } from "@fetch-cors/core/adapter";
import type { BunServer, NativeServer } from "./bun-types.ts";
import type { Answer, NoOtherOptions, Served, ServeOptions } from "./serve-options.ts";
import type { Handler } from "./static-handler.ts";
import { wrapOptions } from "./wrap-options.ts";

/**
 * Puts a CORS policy in front of a handler, or in front of everything among the options of `Bun.serve` that answers requests.
 *
 * These options are `fetch`, `error` and the `routes` (or `static`): functions, methods, responses and files. `fetch` gets
 * requests without a route, methods that a route lacks, and missing files. Without `fetch`, a route with methods gets an
 * `OPTIONS`; the policy's methods are those of the route, unless its options name `methods`; and other requests are a 404
 * that the page can read. HTML imports and `{ dir }` stay as they are: only Bun can answer for them, so that no other origin
 * can read them.
 *
 * A WebSocket handshake passes, because CORS does not cover it. Call `policy.allowsOrigin` before you upgrade.
 *
 * @param target - A handler, or the options of `Bun.serve`.
 * @param policy - A compiled policy, the options of one, or a function `(request, server)` that chooses one. Without this
 * argument it is the public policy `{ origin: "*" }`. An explicit `undefined` throws, because an unset variable must never
 * open a server.
 * @param hooks - Handle errors, and observe decisions. `onError` defaults to the option `error`.
 * `"throw"` leaves errors to Bun, without CORS headers: in development it shows its page.
 * @returns A handler with the same parameters; or a copy of the options.
 * @throws {CorsConfigError} At once, if the options of the policy cannot be used; with every problem in its `issues`.
 * @throws {TypeError} At once, if Bun would answer without the policy (`onNodeHTTPRequest`, `app`), or would reject a
 * route.
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
// It accepts nothing. TypeScript uses its result for a call with a mistake, which is then the only error reported. Of
// the
// other overloads TypeScript would choose one by their order, and `Bun.serve` would reject the result of a wrong one.
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
