import { definePolicy } from "../define-policy.ts";
import { isList } from "../policy/config-error.ts";
import type { CorsOptions, OriginOption } from "../policy/options.ts";
import { type CorsPolicyArgument, isPolicy, policyOrPublic } from "./decider.ts";
import type { CorsHooks } from "./hooks.ts";
import { wrapHandler } from "./with-cors.ts";

/**
 * The type of a route's handler. A first parameter without a type annotation is a `Request`. The router determines the
 * arguments after it.
 */
interface AnyHandler {
  // A method, because TypeScript allows an implementation of a method to narrow the types of its parameters.
  // biome-ignore lint/suspicious/noExplicitAny: the values that a router passes after the request
  call(request: Request, ...rest: any[]): Response | Promise<Response>;
}

/** The handlers of one route. The keys are their methods in upper case. */
export interface RouteHandlers {
  readonly [method: string]: AnyHandler["call"];
}

type First<A> = A extends readonly [infer P, ...unknown[]] ? P : Request;
type Second<A> = A extends readonly [unknown, infer P, ...unknown[]] ? P : never;
type Third<A> = A extends readonly [unknown, unknown, infer P, ...unknown[]] ? P : never;

/**
 * The arguments that a router passes to all handlers of a route, even if some handlers have fewer parameters. The type
 * is one tuple instead of a union with a tuple for each handler, because TypeScript accepts no hook with fewer
 * parameters for such a union.
 */
export type RouteArguments<H extends RouteHandlers, A = Required<Parameters<H[keyof H]>>> = [Third<A>] extends [never]
  ? [Second<A>] extends [never]
    ? [request: First<A>]
    : [request: First<A>, context: Second<A>]
  : [request: First<A>, context: Second<A>, more: Third<A>];

/** The same handlers, and one for OPTIONS. A handler without parameters can also be called with a request. */
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
 * Puts a policy in front of all handlers of a route, for routers that have a handler for each method. It adds the
 * handler for OPTIONS, which responds to CORS-preflight requests.
 *
 * If `policy` is an object of options without `methods`, the policy allows the methods of the handlers. `GET` implies
 * `HEAD`. The response to an OPTIONS request that is not a preflight has the status 204 and an `Allow` header, unless
 * the route has its own handler for OPTIONS.
 *
 * @param handlers - The handlers. The keys are their methods in upper case.
 * @param policy - As in `withCors`. A compiled policy, or a function that returns one, keeps its own methods.
 * @param hooks - As in `withCors`.
 * @returns The handlers with the policy applied, including `OPTIONS`.
 * @throws {CorsConfigError} If the options are invalid. Its `issues` contain every problem.
 * @throws {TypeError} If `handlers` has a property that is not a function or whose name is not in upper case, or if a
 * hook is misspelled or not a function. The message lists every such property.
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
export function corsRoute(handlers: RouteHandlers, ...policyAndHooks: readonly unknown[]): CorsRoute<RouteHandlers> {
  return wrapHandlers(handlers, policyAndHooks);
}

/**
 * `corsRoute` for adapters, which do not know the types of the policy and the hooks until run time.
 *
 * @param policyAndHooks - The arguments after the handlers: the policy and the hooks, if any.
 */
export function wrapHandlers(handlers: RouteHandlers, policyAndHooks: readonly unknown[]): CorsRoute<RouteHandlers> {
  checkHandlers(handlers);
  const names = Object.keys(handlers);
  const methods = names.includes("GET") ? [...names, "HEAD"] : names;
  const policy = withMethods(policyOrPublic(policyAndHooks), methods);

  const allow = [...new Set([...methods, "OPTIONS"])].join(", ");
  const respondToOptions = (): Response => new Response(null, { status: 204, headers: { Allow: allow } });
  const wrapped = Object.entries({ OPTIONS: respondToOptions, ...handlers }).map(([method, handler]) => [
    method,
    wrapHandler(handler, [policy, policyAndHooks[1]]),
  ]);
  return Object.fromEntries(wrapped);
}

/** Compiles options once for all handlers. Options without `methods` get the methods of the route. */
function withMethods(policy: unknown, methods: readonly string[]): unknown {
  if (typeof policy === "function" || isPolicy(policy)) return policy;
  const options = policy as CorsOptions;
  const isWithoutMethods = Object(policy) === policy && !isList(policy) && options.methods === undefined;
  if (!isWithoutMethods) return definePolicy(options);
  // The copy keeps the prototype, because inherited options are a problem that `definePolicy` reports.
  return definePolicy(Object.assign(Object.create(Object.getPrototypeOf(options)), options, { methods }));
}

function checkHandlers(handlers: unknown): void {
  const problems =
    typeof handlers === "object" && handlers !== null && !Array.isArray(handlers)
      ? Object.entries(handlers).flatMap(([name, handler]) => handlerProblem(name, handler) ?? [])
      : ["the handlers are not an object"];
  if (problems.length > 0) {
    throw new TypeError(`${problems.join("; ")}; write corsRoute({ GET, POST }, policy), with handlers only`);
  }
}

/**
 * Returns the problem with a property of the handlers, if any. A whole module (`import * as route`) also has properties
 * that are not handlers.
 */
function handlerProblem(name: string, handler: unknown): string | undefined {
  if (typeof handler !== "function") return `"${name}" is not a function`;
  if (name === name.toUpperCase()) return undefined;
  return KNOWN_METHODS.includes(name.toUpperCase())
    ? `"${name}" is not in upper case, so write ${name.toUpperCase()}`
    : `"${name}" is not a method in upper case`;
}

/** The methods for which a handler in lower case is most likely a mistake in spelling. */
const KNOWN_METHODS: readonly string[] = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "QUERY"];
