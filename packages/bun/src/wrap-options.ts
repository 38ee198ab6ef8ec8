import type { CorsHooks } from "@fetch-cors/core";
import {
  copyServeOptions,
  type ErrorOption,
  errorHook,
  policyOrPublic,
  wrapErrorOption,
  wrapHandler,
  wrapHandlers,
} from "@fetch-cors/core/adapter";
import { type Handler, staticHandler } from "./static-handler.ts";

/** The methods that Bun looks up in a route. */
const METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];
/** Bun also looks up these methods. A policy cannot allow them, because no page can send them. */
const FORBIDDEN_METHODS = ["CONNECT", "TRACE"];

/** The options that hold routes. Bun uses the older `static` if `routes` is absent. */
const TABLES = ["routes", "static"] as const;

/** The `Bun.serve` options that respond to requests. */
interface Options {
  readonly fetch?: unknown;
  readonly routes?: unknown;
  readonly static?: unknown;
  readonly error?: unknown;
  readonly app?: unknown;
  readonly onNodeHTTPRequest?: unknown;
}

/**
 * Returns a copy of the `Bun.serve` options, with the policy in front of everything that responds to requests.
 *
 * @param policyAndHooks - The arguments after the options.
 * @throws {TypeError} If Bun would respond without calling a function that can be wrapped.
 */
export function wrapOptions(options: Options, policyAndHooks: readonly unknown[]): object {
  rejectUnwrappedOptions(options);
  const { fetch, error } = options;
  const policy = policyOrPublic(policyAndHooks);
  const hooks = policyAndHooks[1] as CorsHooks | undefined;
  const hasError = typeof error === "function";
  // Bun calls the `error` option with the server as `this`. Handlers receive the server after the request.
  const onError = errorHook((cause, _request: Request, server: unknown) => (error as ErrorOption).call(server, cause));
  const wrapping = [policy, hasError && !hooks?.onError ? { ...hooks, onError } : hooks];

  const hasFetch = typeof fetch === "function";
  const fallback = hasFetch ? (fetch as Handler) : notFound;
  // The fallback is wrapped even if Bun will reject the options, so that an invalid policy throws first.
  const answer = wrapHandler(fallback, wrapping);
  // Bun passes methods that a route lacks to `fetch`, including OPTIONS, so the wrapped `fetch` answers preflights for
  // the route.
  const wrapMethods = (handlers: Handlers): object =>
    hasFetch
      ? { OPTIONS: answer, ...mapValues(handlers, (handler) => wrapHandler(handler, wrapping)) }
      : wrapHandlers(handlers, wrapping);

  const tables = TABLES.filter((name) => isTable(options[name]));
  const wrapped = Object.fromEntries(
    tables.map((name) => [
      name,
      mapValues(options[name] as Readonly<Record<string, unknown>>, (route) =>
        wrapRoute(route, { fallback, wrapping, wrapMethods }),
      ),
    ]),
  );
  return copyServeOptions(options, {
    ...wrapped,
    ...((hasFetch || (fetch == null && tables.length > 0)) && { fetch: answer }),
    ...(hasError && { error: wrapErrorOption(error as ErrorOption, policy) }),
  });
}

/** Rejects options that make Bun respond before it calls a route or `fetch`. */
function rejectUnwrappedOptions({ app, onNodeHTTPRequest }: Options): void {
  if (onNodeHTTPRequest !== undefined && onNodeHTTPRequest !== null) {
    throw new TypeError(
      "onNodeHTTPRequest responds without the policy; write fetch, or use @fetch-cors/node with a node:http listener",
    );
  }
  if (isObject(app) && "framework" in app) {
    throw new TypeError(
      "app responds without the policy; write withCors(options) without app, and serve app separately",
    );
  }
}

type Handlers = Readonly<Record<string, Handler>>;

interface Wrapping {
  readonly fallback: Handler;
  /** The policy and hooks. */
  readonly wrapping: readonly unknown[];
  readonly wrapMethods: (handlers: Handlers) => object;
}

function wrapRoute(route: unknown, { fallback, wrapping, wrapMethods }: Wrapping): unknown {
  const handler = handlerOf(route, fallback);
  if (handler) return wrapHandler(handler, wrapping);
  if (!isObject(route)) return route;

  const handlersOf = (methods: readonly string[]): Handlers =>
    Object.fromEntries(
      methods.flatMap((method) => {
        const own = Object.hasOwn(route, method) && handlerOf((route as Handlers)[method], fallback);
        return own ? [[method, own]] : [];
      }),
    );
  const handlers = handlersOf(METHODS);
  const others = mapValues(handlersOf(FORBIDDEN_METHODS), (other) => wrapHandler(other, wrapping));
  // Only Bun can serve an HTML import or a directory, as a route or as one method of a route.
  if (Object.keys({ ...handlers, ...others }).length === 0) return route;
  return { ...route, ...others, ...(Object.keys(handlers).length > 0 && wrapMethods(handlers)) };
}

/** Returns the function that responds for a route, or `undefined` if only Bun can respond. */
function handlerOf(route: unknown, fallback: Handler): Handler | undefined {
  if (typeof route === "function") return route as Handler;
  return route instanceof Response || route instanceof Blob ? staticHandler(route, fallback) : undefined;
}

/** The response that Bun sends without `fetch`. */
const notFound = (): Response => new Response(null, { status: 404 });

const isObject = (value: unknown): value is object => typeof value === "object" && value !== null;

/** Bun also accepts a function with properties. It ignores an array, which the apps of some frameworks have. */
const isTable = (value: unknown): boolean =>
  (isObject(value) && !Array.isArray(value)) || (typeof value === "function" && Object.keys(value).length > 0);

const mapValues = <T>(values: Readonly<Record<string, T>>, map: (value: T) => unknown): object =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [name, map(value)]));
