import type { CorsHooks, CorsPolicyArgument, OriginOption } from "@fetch-cors/core";
import { wrapHandler } from "@fetch-cors/core/adapter";
import type { NoOtherOptions, ServeHandler, ServeInfo, ServeInfoOf, ServeOptions, Wrapped } from "./serve-types.ts";
import { type AnyHandler, type AnyOptions, wrapOptions } from "./wrap-options.ts";

/**
 * Puts a CORS policy in front of a `Deno.serve` handler, or in front of the `handler` or `fetch` function in
 * `Deno.serve` options or in a default export for `deno serve`.
 *
 * The response to an error from the handler gets CORS headers, so that the page can read it. Deno does not receive the
 * error, so `onError` must be one of the wrapped options. If `onError` itself fails, a plain 500 is sent.
 * `hooks.onError` replaces `onError`.
 *
 * @param handler - Responds to every request that is not a preflight. Options with a `handler` or `fetch` are accepted
 * too.
 * @param policy - A compiled policy (from `definePolicy`), policy options, or a policy function, which returns the
 * compiled policy for one request. Without this argument, the public policy `{ origin: "*" }` applies. An explicit
 * `undefined` throws, because an unset variable must never allow every origin. Predicates (functions in `origin`),
 * policy functions and hooks receive Deno's `info` after the request.
 * @param hooks - Functions that handle errors and observe decisions.
 * @returns A handler, or a copy of the options with a wrapped handler, for `Deno.serve`.
 * @throws {CorsConfigError} If the policy options are invalid. Its `issues` list every problem.
 * @throws {TypeError} If there is no handler.
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
// `NoInfer`, because a `satisfies` after the call would otherwise determine the options, with a Deno type that lacks
// `onError`.
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
