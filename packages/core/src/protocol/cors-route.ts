import type { CorsOptions, OriginOption } from "../policy/options.ts";
import { type CorsPolicy, definePolicy } from "./define-policy.ts";
import { type CorsPolicyArgument, type CorsPolicyFunction, isPolicy, policyAmong } from "./policy-argument.ts";
import { type CorsHooks, withCors } from "./with-cors.ts";

/** What a router calls a handler with, it alone knows: a parameter without a type is a `Request`, or after it anything. */
interface AnyHandler {
  // A method, as TypeScript lets its parameters have types of their own, like that of a framework's request.
  // biome-ignore lint/suspicious/noExplicitAny: what comes after the request
  call(request: Request, ...rest: any[]): Response | Promise<Response>;
}

/** The handlers of one route, by their methods in upper case. */
export interface RouteHandlers {
  readonly [method: string]: AnyHandler["call"];
}

type First<A> = A extends readonly [infer P, ...unknown[]] ? P : Request;
type Second<A> = A extends readonly [unknown, infer P, ...unknown[]] ? P : never;
type Third<A> = A extends readonly [unknown, unknown, infer P, ...unknown[]] ? P : never;

/**
 * What a router calls all handlers of a route with, whichever of it each of them takes. One tuple, and not one for each
 * handler: TypeScript accepts no hook with fewer parameters for several.
 */
export type RouteArguments<H extends RouteHandlers, A = Required<Parameters<H[keyof H]>>> = [Third<A>] extends [never]
  ? [Second<A>] extends [never]
    ? [request: First<A>]
    : [request: First<A>, context: Second<A>]
  : [request: First<A>, context: Second<A>, more: Third<A>];

/** The same handlers, and one for OPTIONS; one without parameters can be called with a request all the same. */
export type CorsRoute<H extends RouteHandlers> = {
  readonly [M in keyof H | "OPTIONS"]: (
    ...args: M extends keyof H
      ? [] extends Parameters<H[M]>
        ? [request: Request]
        : Parameters<H[M]>
      : RouteArguments<H>
  ) => Response | Promise<Response>;
};

/**
 * Puts one policy in front of all handlers of a route, for routers where each method has its own, and adds the one for
 * OPTIONS, without which no preflight would be answered.
 *
 * Where the options of the policy name no `methods`, they are those of the handlers; `GET` brings `HEAD`. A plain OPTIONS
 * request is answered with 204 and `Allow`, unless there is a handler for it.
 *
 * @param handlers - By their methods, in upper case.
 * @param policy - As for `withCors`. A compiled policy, or a function that chooses one, keeps its own methods.
 * @param hooks - As for `withCors`.
 * @returns The handlers with the policy in front, and `OPTIONS`.
 * @throws {CorsConfigError} At once, where options cannot be used; with every problem in its `issues`.
 * @throws {TypeError} At once, where the handlers are no object, or one of them is no function.
 *
 * @example
 * ```ts
 * import { corsRoute } from "@fetch-cors/core";
 *
 * const { OPTIONS } = corsRoute({ GET: () => new Response("hello") }, { origin: "https://app.example.com" });
 *
 * const headers = { Origin: "https://app.example.com", "Access-Control-Request-Method": "GET" };
 * const response = await OPTIONS(new Request("https://api.example.com/", { method: "OPTIONS", headers }));
 * response.headers.get("Access-Control-Allow-Methods"); // → "GET, HEAD"
 * ```
 *
 * @see https://fetch.spec.whatwg.org/#http-access-control-allow-methods
 */
export function corsRoute<H extends RouteHandlers>(handlers: H): CorsRoute<H>;
export function corsRoute<H extends RouteHandlers, const O extends OriginOption<RouteArguments<H>>>(
  handlers: H,
  policy: CorsPolicyArgument<RouteArguments<H>, O>,
  hooks?: CorsHooks<RouteArguments<H>>,
): CorsRoute<H>;
export function corsRoute(handlers: RouteHandlers, ...given: readonly unknown[]): CorsRoute<RouteHandlers> {
  if (typeof handlers !== "object" || handlers === null) {
    throw new TypeError("write corsRoute({ GET: handler }, policy)");
  }
  const names = Object.keys(handlers);
  const methods = names.includes("GET") ? [...names, "HEAD"] : names;
  const settled = withMethods(policyAmong(given), methods);

  const allowed = [...new Set([...methods, "OPTIONS"])].join(", ");
  const options = (): Response => new Response(null, { status: 204, headers: { Allow: allowed } });
  const wrapped = Object.entries({ OPTIONS: options, ...handlers }).map(([method, handler]) => [
    method,
    withCors(handler as typeof options, settled, given[1] as CorsHooks),
  ]);
  return Object.fromEntries(wrapped);
}

/** Compiled once for all handlers; only options that name no methods take those of the route. */
function withMethods(policy: unknown, methods: readonly string[]): CorsPolicy | CorsPolicyFunction {
  if (typeof policy === "function" || isPolicy(policy)) return policy as CorsPolicy | CorsPolicyFunction;
  const isOpen = Object(policy) === policy && (policy as CorsOptions).methods === undefined;
  return definePolicy((isOpen ? { ...(policy as CorsOptions), methods } : policy) as CorsOptions);
}
