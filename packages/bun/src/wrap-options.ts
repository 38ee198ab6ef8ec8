import * as core from "@fetch-cors/core";
import { answerErrorBy, type ErrorOption } from "./answer-error-by.ts";
import { type Fallback, staticHandler } from "./static-handler.ts";

/** Core's, for what is known only when it runs. */
const withCors: (handler: unknown, ...given: readonly unknown[]) => unknown = core.withCors as never;
const corsRoute: (handlers: object, ...given: readonly unknown[]) => object = core.corsRoute as never;

/** Those that a route can have by Bun's types; no page can send any other that Bun knows. */
const METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];

/**
 * A copy of the options of `Bun.serve`, with the policy in front of what answers requests.
 *
 * @param given - The arguments after the options: a policy and hooks.
 */
export function wrapOptions(options: object, given: readonly unknown[]): object {
  const { fetch, routes, error } = options as { readonly [name: string]: unknown };
  const hooks = given[1] as core.CorsHooks | undefined;
  const byOption = typeof error === "function" && !hooks?.onError;
  const policyAndHooks = [
    core.policyAmong(given),
    byOption ? { ...hooks, onError: answerErrorBy(error as ErrorOption) } : hooks,
  ];

  // A list is no table of routes: the apps of some frameworks have one there, and Bun ignores it.
  const hasRoutes = isObject(routes) && !Array.isArray(routes);
  const hasFetch = typeof fetch === "function";
  const fallback = hasFetch ? (fetch as Fallback) : notFound;
  // Even where Bun is going to refuse the options, as only it knows how to say it: a bad policy throws here.
  const answer = withCors(fallback, ...policyAndHooks);
  // Bun gives it what a route by method leaves, OPTIONS too; so it answers that, and the policy keeps its own methods.
  const wrapMethods = (handlers: object): object =>
    hasFetch
      ? { OPTIONS: answer, ...mapValues(handlers, (handler) => withCors(handler, ...policyAndHooks)) }
      : corsRoute(handlers, ...policyAndHooks);
  const wrapped = {
    ...options,
    ...(hasRoutes && { routes: mapValues(routes, (route) => wrapRoute(route, fallback, policyAndHooks, wrapMethods)) }),
    ...((hasFetch || (fetch == null && hasRoutes)) && { fetch: answer }),
  };
  // Bun also reads what options inherit.
  return Object.setPrototypeOf(wrapped, Object.getPrototypeOf(options));
}

function wrapRoute(
  route: unknown,
  fallback: Fallback,
  policyAndHooks: readonly unknown[],
  wrapMethods: (handlers: object) => object,
): unknown {
  const handler = handlerOf(route, fallback);
  if (handler) return withCors(handler, ...policyAndHooks);
  if (!isObject(route)) return route;
  const handlers = METHODS.flatMap((method) => {
    const own = Object.hasOwn(route, method) && handlerOf((route as Record<string, unknown>)[method], fallback);
    return own ? [[method, own] as const] : [];
  });
  // HTML imports and directories have no handlers, and are Bun's own; of the former there can be one for a method, too.
  return handlers.length > 0 ? { ...route, ...wrapMethods(Object.fromEntries(handlers)) } : route;
}

/** A function that answers; undefined for what only Bun can answer. */
function handlerOf(route: unknown, fallback: Fallback): unknown {
  if (typeof route === "function") return route;
  return route instanceof Response || route instanceof Blob ? staticHandler(route, fallback) : undefined;
}

/** As Bun answers where there is no `fetch`. */
const notFound = (): Response => new Response(null, { status: 404 });

const isObject = (value: unknown): value is object => typeof value === "object" && value !== null;

const mapValues = (values: object, map: (value: unknown) => unknown): object =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [name, map(value)]));
