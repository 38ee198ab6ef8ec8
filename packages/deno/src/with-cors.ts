import type { CorsHooks, CorsPolicyArgument, OriginOption } from "@fetch-cors/core";
import { wrapHandler } from "@fetch-cors/core/adapter";
import type { NoOtherOptions, ServeHandler, ServeInfo, ServeInfoOf, ServeOptions, Wrapped } from "./serve-types.ts";
import { type AnyHandler, type AnyOptions, wrapOptions } from "./wrap-options.ts";

/**
 * Puts a CORS policy in front of a handler of `Deno.serve`, or in front of the `handler` and `fetch` of its options or of a
 * default export for `deno serve`.
 *
 * The response to an error of the handler gets CORS headers, so that the page can read it. Deno does not get the error.
 * `onError` must therefore be among the wrapped options. If `onError` fails itself, a plain 500 is sent.
 * `hooks.onError` replaces it.
 *
 * @param handler - Answers every request that is not a preflight; or options with a `handler` or `fetch`.
 * @param policy - A compiled policy, the options of one, or a function that chooses one. Without this argument it is the
 * public policy `{ origin: "*" }`. An explicit `undefined` throws, because an unset variable must never open a server.
 * Predicates, policy functions and hooks get Deno's `info` after the request.
 * @param hooks - Handle errors, and observe decisions.
 * @returns A handler, or a copy of the options with a wrapped handler, for `Deno.serve`.
 * @throws {CorsConfigError} At once, if the options of the policy cannot be used; with every problem in its `issues`.
 * @throws {TypeError} At once, if there is no handler.
 *
 * @example
 * ```ts
 * import { withCors } from "@fetch-cors/deno";
 *
 * const options = withCors(
 *   {
 *     port: 8000,
 *     handler(): Response {
 *       throw new Error("out of order");
 *     },
 *     onError: () => new Response("Sorry", { status: 503 }),
 *   },
 *   { origin: "https://app.example.com" },
 * ); // for Deno.serve(options)
 *
 * // Deno calls the handler with these arguments:
 * const request = new Request("https://api.example.com/", { headers: { Origin: "https://app.example.com" } });
 * const remoteAddr = { transport: "tcp", hostname: "192.0.2.7", port: 50_000 } as const;
 * const response = await options.handler(request, { remoteAddr, completed: Promise.resolve() });
 * response.status; // → 503
 * response.headers.get("Access-Control-Allow-Origin"); // → "https://app.example.com"
 * ```
 *
 * @see https://docs.deno.com/api/deno/~/Deno.serve
 */
export function withCors<Info = ServeInfo>(handler: ServeHandler<Info>): ServeHandler<Info>;
export function withCors<
  Info = ServeInfo,
  const O extends OriginOption<[Request, Info]> = OriginOption<[Request, Info]>,
>(
  handler: ServeHandler<Info>,
  policy: CorsPolicyArgument<[Request, Info], O>,
  hooks?: CorsHooks<[Request, Info]>,
): ServeHandler<Info>;
// NoInfer: a `satisfies` after the call would otherwise determine the options, and the type of Deno has no `onError`
// there.
export function withCors<Options extends ServeOptions>(
  options: Options & NoOtherOptions<Options>,
): Wrapped<NoInfer<Options>>;
export function withCors<
  Options extends ServeOptions,
  Info extends ServeInfoOf<Options> = ServeInfoOf<Options>,
  const O extends OriginOption<[Request, Info]> = OriginOption<[Request, Info]>,
>(
  options: Options & NoOtherOptions<Options>,
  policy: CorsPolicyArgument<[Request, Info], O>,
  hooks?: CorsHooks<[Request, Info]>,
): Wrapped<NoInfer<Options>>;
export function withCors(
  served: AnyHandler | AnyOptions,
  ...policyAndHooks: readonly unknown[]
): AnyHandler | AnyOptions {
  return typeof served === "function"
    ? wrapHandler(served, policyAndHooks)
    : wrapOptions(Object(served), policyAndHooks);
}
