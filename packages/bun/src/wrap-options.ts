import * as core from "@fetch-cors/core";
import { answerErrorBy } from "./answer-error-by.ts";
import { answerLateError, type ErrorOption } from "./answer-late-error.ts";
import { copyOptions } from "./copy-options.ts";
import { type Fallback, staticHandler } from "./static-handler.ts";

/** Core's functions, for arguments whose types are known only at run time. */
const withCors: (handler: unknown, ...policyAndHooks: readonly unknown[]) => unknown = core.withCors as never;
const corsRoute: (handlers: object, ...policyAndHooks: readonly unknown[]) => object = core.corsRoute as never;

/** The methods that Bun reads from a route. */
const METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];
/** Bun reads these too. A policy cannot allow them, because no page can send them. */
const FORBIDDEN_METHODS = ["CONNECT", "TRACE"];

/** The options with routes. Bun reads the older `static` if there is no `routes`. */
const TABLES = ["routes", "static"] as const;

/** The options of `Bun.serve` with which it answers requests. */
interface Options {
  readonly fetch?: unknown;
  readonly routes?: unknown;
  readonly static?: unknown;
  readonly error?: unknown;
  readonly app?: unknown;
  readonly onNodeHTTPRequest?: unknown;
}

/**
 * A copy of the options of `Bun.serve`, with the policy in front of everything that answers requests.
 *
 * @param policyAndHooks - The arguments after the options.
 * @throws {TypeError} If Bun would answer requests without calling anything that can be wrapped.
 */
export function wrapOptions(options: Options, policyAndHooks: readonly unknown[]): object {
  refuseOwnAnswers(options);
  const { fetch, error } = options;
  const policy = core.policyAmong(policyAndHooks);
  const hooks = policyAndHooks[1] as core.CorsHooks | undefined;
  const hasError = typeof error === "function";
  // Bun calls the option `error` on the server, which handlers get after the request.
  const onError = answerErrorBy((cause, _request: Request, server: unknown) =>
    (error as ErrorOption).call(server, cause),
  );
  const wrapping = [policy, hasError && !hooks?.onError ? { ...hooks, onError } : hooks];

  const hasFetch = typeof fetch === "function";
  const fallback = hasFetch ? (fetch as Fallback) : notFound;
  // The fallback is wrapped even if Bun is going to refuse the options, so that a bad policy throws here.
  const answer = withCors(fallback, ...wrapping);
  // Bun passes the methods that a route lacks to `fetch`, OPTIONS too. The wrapped `fetch` answers preflights for the route.
  const wrapMethods = (handlers: Handlers): object =>
    hasFetch
      ? { OPTIONS: answer, ...mapValues(handlers, (handler) => withCors(handler, ...wrapping)) }
      : corsRoute(handlers, ...wrapping);

  const tables = TABLES.filter((name) => isTable(options[name]));
  const wrapped = Object.fromEntries(
    tables.map((name) => [
      name,
      mapValues(options[name] as object, (route) => wrapRoute(route, { fallback, wrapping, wrapMethods })),
    ]),
  );
  return copyOptions(options, {
    ...wrapped,
    ...((hasFetch || (fetch == null && tables.length > 0)) && { fetch: answer }),
    ...(hasError && { error: answerLateError(error as ErrorOption, policy) }),
  });
}

/** Refuses options with which Bun answers before any route and `fetch`. */
function refuseOwnAnswers({ app, onNodeHTTPRequest }: Options): void {
  if (onNodeHTTPRequest !== undefined && onNodeHTTPRequest !== null) {
    throw new TypeError(
      "onNodeHTTPRequest answers without the policy; write fetch, or use @fetch-cors/node with a listener of node:http",
    );
  }
  if (isObject(app) && "framework" in app) {
    throw new TypeError(
      "app answers without the policy; write withCors(options) without app, and serve app separately",
    );
  }
}

type Handlers = Readonly<Record<string, unknown>>;

interface Wrapping {
  readonly fallback: Fallback;
  /** The policy and hooks. */
  readonly wrapping: readonly unknown[];
  readonly wrapMethods: (handlers: Handlers) => object;
}

function wrapRoute(route: unknown, { fallback, wrapping, wrapMethods }: Wrapping): unknown {
  const handler = handlerOf(route, fallback);
  if (handler) return withCors(handler, ...wrapping);
  if (!isObject(route)) return route;

  const handlersOf = (methods: readonly string[]): Handlers =>
    Object.fromEntries(
      methods.flatMap((method) => {
        const own = Object.hasOwn(route, method) && handlerOf((route as Handlers)[method], fallback);
        return own ? [[method, own]] : [];
      }),
    );
  const handlers = handlersOf(METHODS);
  const others = mapValues(handlersOf(FORBIDDEN_METHODS), (other) => withCors(other, ...wrapping));
  // Only Bun can answer for an HTML import and for a directory, as a route or for one method of a route.
  if (Object.keys({ ...handlers, ...others }).length === 0) return route;
  return { ...route, ...others, ...(Object.keys(handlers).length > 0 && wrapMethods(handlers)) };
}

/** A function that answers; undefined if only Bun can answer. */
function handlerOf(route: unknown, fallback: Fallback): unknown {
  if (typeof route === "function") return route;
  return route instanceof Response || route instanceof Blob ? staticHandler(route, fallback) : undefined;
}

/** As Bun answers if there is no `fetch`. */
const notFound = (): Response => new Response(null, { status: 404 });

const isObject = (value: unknown): value is object => typeof value === "object" && value !== null;

/** Bun also reads the properties of a function. It ignores a list, which the apps of some frameworks have. */
const isTable = (value: unknown): boolean =>
  (isObject(value) && !Array.isArray(value)) || (typeof value === "function" && Object.keys(value).length > 0);

const mapValues = (values: object, map: (value: unknown) => unknown): object =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [name, map(value)]));
