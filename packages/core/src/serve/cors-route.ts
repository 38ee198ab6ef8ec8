import { definePolicy } from "../define-policy.ts";
import type { CorsOptions, OriginOption } from "../policy/options.ts";
import type { CorsHooks } from "./hooks.ts";
import { type CorsPolicyArgument, isPolicy, policyOrPublic } from "./policy-argument.ts";
import { wrapHandler } from "./with-cors.ts";

/** A parameter without a type is a `Request`; the router decides which arguments come after it. */
interface AnyHandler {
  // A method, because TypeScript lets an implementation narrow the types of its parameters.
  // biome-ignore lint/suspicious/noExplicitAny: the values that a router passes after the request
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
 * The arguments that a router passes to all handlers of a route, even if some handlers take fewer. It is one tuple and not
 * one for each handler, because TypeScript accepts no hook with fewer parameters for a union of tuples.
 */
export type RouteArguments<H extends RouteHandlers, A = Required<Parameters<H[keyof H]>>> = [Third<A>] extends [never]
  ? [Second<A>] extends [never]
    ? [request: First<A>]
    : [request: First<A>, context: Second<A>]
  : [request: First<A>, context: Second<A>, more: Third<A>];

/** The same handlers, and one for OPTIONS. A handler without parameters can be called with a request too. */
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
 * Puts one policy in front of all handlers of a route, for routers that have a handler for each method, and adds the handler
 * for OPTIONS that answers preflights.
 *
 * If the policy is given as options without `methods`, the methods are those of the handlers; `GET` includes `HEAD`. A plain
 * OPTIONS request is answered with 204 and `Allow`, unless there is a handler for it.
 *
 * @param handlers - The handlers, by their methods in upper case.
 * @param policy - As for `withCors`. A compiled policy, or a function that returns one, keeps its own methods.
 * @param hooks - As for `withCors`.
 * @returns The handlers behind the policy, and `OPTIONS`.
 * @throws {CorsConfigError} At once, with every problem of the options in its `issues`.
 * @throws {TypeError} At once, with every property of `handlers` that is not a method or not a function.
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
 * `corsRoute` for adapters, which know the types of the policy and the hooks only at run time.
 *
 * @param policyAndHooks - All arguments after the handlers.
 */
export function wrapHandlers(handlers: RouteHandlers, policyAndHooks: readonly unknown[]): CorsRoute<RouteHandlers> {
  checkHandlers(handlers);
  const names = Object.keys(handlers);
  const methods = names.includes("GET") ? [...names, "HEAD"] : names;
  const policy = withMethods(policyOrPublic(policyAndHooks), methods);

  const allow = [...new Set([...methods, "OPTIONS"])].join(", ");
  const answerOptions = (): Response => new Response(null, { status: 204, headers: { Allow: allow } });
  const wrapped = Object.entries({ OPTIONS: answerOptions, ...handlers }).map(([method, handler]) => [
    method,
    wrapHandler(handler, [policy, policyAndHooks[1]]),
  ]);
  return Object.fromEntries(wrapped);
}

/** Compiled once for all handlers. Only options without `methods` get those of the route. */
function withMethods(policy: unknown, methods: readonly string[]): unknown {
  if (typeof policy === "function" || isPolicy(policy)) return policy;
  const hasNoMethods = Object(policy) === policy && (policy as CorsOptions).methods === undefined;
  return definePolicy((hasNoMethods ? { ...(policy as CorsOptions), methods } : policy) as CorsOptions);
}

function checkHandlers(handlers: unknown): void {
  const problems =
    typeof handlers === "object" && handlers !== null
      ? Object.entries(handlers).flatMap(([name, handler]) => handlerProblem(name, handler) ?? [])
      : ["the handlers are not an object"];
  if (problems.length > 0) {
    throw new TypeError(`${problems.join("; ")}; write corsRoute({ GET, POST }, policy), with handlers only`);
  }
}

/** A whole module (`import * as route`) also has properties that are not handlers. */
function handlerProblem(name: string, handler: unknown): string | undefined {
  if (typeof handler !== "function") return `"${name}" is not a function`;
  if (name === name.toUpperCase()) return undefined;
  return KNOWN_METHODS.includes(name.toUpperCase())
    ? `"${name}" is not in upper case, so write ${name.toUpperCase()}`
    : `"${name}" is not a method in upper case`;
}

const KNOWN_METHODS: readonly string[] = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "QUERY"];
