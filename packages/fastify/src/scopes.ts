import type { FastifyInstance, FastifyReply, FastifyRequest, FastifyServerOptions } from "fastify";
import { preflightMethod } from "./cors-request.ts";
import { type FoundRoute, findRoute, reportScope } from "./route-lookup.ts";
import { type Decide, decideOf, hasOwnPrefix, rootOf, setDecide } from "./scope.ts";

/** A scope that handles all paths under its prefix, including those without a route. */
interface PrefixedScope {
  readonly scope: FastifyInstance;
  readonly paths: RegExp;
}

/** The scopes of an application that have a policy. */
interface Scopes {
  /** Whether the root has a policy, and no other scope has one. */
  isOnlyRoot: boolean;
  /** Whether a function of a policy, or a hook, receives requests. */
  hasFunctions: boolean;
  /** Those that have a prefix too. */
  readonly prefixed: PrefixedScope[];
}

/** The scopes with a policy, keyed by root scope. */
const scopesOfRoots = new WeakMap<FastifyInstance, Scopes>();

/**
 * Lets a policy decide about the requests to a scope, and to scopes inside it that have no policy of their own.
 *
 * @param hasFunctions - Whether a function of the policy, or a hook, receives the requests.
 */
export function addScope(scope: FastifyInstance, decide: Decide, hasFunctions: boolean): void {
  setDecide(scope, decide);
  const root = rootOf(scope);
  let scopes = scopesOfRoots.get(root);
  if (!scopes) {
    scopes = { isOnlyRoot: true, hasFunctions: false, prefixed: [] };
    scopesOfRoots.set(root, scopes);
    addHooks(root, scopes);
    if (root !== scope) reportScope(root);
  }
  if (root !== scope) scopes.isOnlyRoot = false;
  if (hasFunctions) scopes.hasFunctions = true;
  reportScope(scope);
  if (hasOwnPrefix(scope)) scopes.prefixed.push({ scope, paths: pathsUnder(scope) });
}

/** Matches the paths under a prefix. As in the router, a segment with a parameter matches every segment. */
function pathsUnder({ prefix, initialConfig }: FastifyInstance): RegExp {
  const pattern = prefix
    .replace(/\/$/, "")
    .replace(/[.*+?^${}()|[\]\\]/g, "\\$&")
    .replace(/:[^/]*/g, "[^/]+");
  const { caseSensitive, routerOptions } = initialConfig as FastifyServerOptions;
  const flags = caseSensitive === false || routerOptions?.caseSensitive === false ? "i" : "";
  return new RegExp(`^${pattern}(?:[/?;]|$)`, flags);
}

/** Marks a request if a decision about it has been made. A property is faster than a `WeakSet`. */
const DECIDED = Symbol("a policy has decided");

type Decided = FastifyRequest & { [DECIDED]?: true };

/**
 * Adds the hooks for all policies to the root. Usually a scope has no route for a preflight, and Fastify then runs only
 * the hooks of the root.
 */
function addHooks(root: FastifyInstance, scopes: Scopes): void {
  const decide: Decide = (request, reply, proceed) => {
    (request as Decided)[DECIDED] = true;
    const scope = scopeFor(root, scopes, request);
    const decideRequest = decideOf(scope);
    if (decideRequest) decideRequest(request, reply, proceed);
    else proceed();
  };
  root.addHook("onRequest", (request, reply, done) =>
    decide(request, reply, (error, status) => {
      if (status === undefined) done(error);
      else if (!reply.sent) reply.code(status).send();
    }),
  );
  // An earlier hook, such as authentication, may have sent a response already.
  root.addHook("onSend", (request, reply, payload, done) => {
    if ((request as Decided)[DECIDED]) return done(null, payload);
    decide(request, reply, (error, status) => {
      if (error) return done(error);
      if (status === undefined) return done(null, payload);
      discard(reply, payload);
      reply.code(status);
      done(null, null);
    });
  });
}

/** Discards a response that the preflight response replaces. */
function discard(reply: FastifyReply, payload: unknown): void {
  reply.removeHeader("content-type").removeHeader("content-length");
  (payload as { destroy?(): void } | null)?.destroy?.();
}

/**
 * Returns the scope whose policy decides. For a preflight, it is the scope of the route that the page wants to call.
 */
function scopeFor(root: FastifyInstance, scopes: Scopes, request: FastifyRequest): FastifyInstance {
  const requested = preflightMethod(request.raw);
  if (requested === undefined && !request.is404) return request.server;
  if (requested !== undefined) {
    if (scopes.isOnlyRoot) {
      if (scopes.hasFunctions) setLazyParams(request, () => requestedRoute(root, request, requested)?.params);
      return root;
    }
    const route = requestedRoute(root, request, requested);
    if (route?.params) request.params = route.params;
    if (route) return route.scope;
  }
  let innermost = request.server;
  for (const { scope, paths } of scopes.prefixed) {
    if (scope.prefix.length > innermost.prefix.length && paths.test(request.url)) innermost = scope;
  }
  return innermost;
}

/** Finds the route that the page wants to call. */
function requestedRoute(root: FastifyInstance, request: FastifyRequest, requested: string): FoundRoute | undefined {
  // The requested method may have no route although the URL has routes for other methods.
  for (const method of [requested, ...root.supportedMethods]) {
    const route = findRoute(root, request, method);
    if (route) return route;
  }
  return undefined;
}

/**
 * Finds the parameters of the requested route when they are first read. Few policies and hooks read them, and a lookup
 * takes several times as long as the response.
 */
function setLazyParams(request: FastifyRequest, find: () => unknown): void {
  const { params } = request;
  const setParams = (value: unknown): void => void Object.defineProperty(request, "params", { value, writable: true });
  Object.defineProperty(request, "params", {
    configurable: true,
    enumerable: true,
    get() {
      setParams(find() ?? params);
      return request.params;
    },
    set: setParams,
  });
}
