import type { FastifyInstance, FastifyRequest, HTTPMethods, RouteOptions } from "fastify";

/** A route that Fastify's router finds. */
export interface FoundRoute {
  /** The innermost scope that has a policy and contains the route; the root if there is none. */
  readonly scope: FastifyInstance;
  readonly params: unknown;
}

type RawRequest = FastifyRequest["raw"];

/** The callbacks that receive the scope that the router selects, keyed by request. */
const lookups = new WeakMap<RawRequest, (scope: FastifyInstance) => never>();

const ignore = (): void => {};

/** Ends a lookup. It is created once, because the stack trace of an error takes several microseconds. */
const LOOKUP_END = new Error("the lookup ends here");

/** A response that has already ended. Fastify runs no hooks and no handler for it. */
const ENDED: object = {
  writableEnded: true,
  headersSent: true,
  on: ignore,
  setHeader: ignore,
  writeHead: ignore,
  end: ignore,
};

/**
 * Makes a scope visible to `findRoute`.
 *
 * Fastify has no API for the scope of a route, but it calls the scope's `genReqId` before anything else.
 */
export function reportScope(scope: FastifyInstance): void {
  const { genReqId } = scope as unknown as { genReqId: (raw: RawRequest) => string };
  scope.setGenReqId((raw) => lookups.get(raw)?.(scope) ?? genReqId.call(scope, raw));
}

/**
 * Finds the route for a request with a different method.
 *
 * @param request - A request to the same URL.
 */
export function findRoute(root: FastifyInstance, request: FastifyRequest, method: string): FoundRoute | undefined {
  if (!root.supportedMethods.includes(method)) return undefined;
  // A preflight has no `Accept-Version`, so any version of a route matches.
  for (const version of [undefined, "*"]) {
    const scope = scopeOf(root, request, method, version);
    const { host, ":authority": authority } = request.raw.headers as Record<string, string | undefined>;
    const constraints = { host: host ?? authority, version } as NonNullable<RouteOptions["constraints"]>;
    const route = root.findRoute({ method: method as HTTPMethods, url: request.url, constraints });
    // The root also handles requests without a route.
    if (route || (scope && scope !== root)) return { scope: scope ?? root, params: route?.params };
  }
  return undefined;
}

/** Routes a copy of the request, and stops when its scope is known. */
function scopeOf(
  root: FastifyInstance,
  { raw, originalUrl }: FastifyRequest,
  method: string,
  version: string | undefined,
): FastifyInstance | undefined {
  const { requestIdHeader } = root.initialConfig;
  const headers = { ...raw.headers, "accept-version": version, [String(requestIdHeader)]: undefined };
  const lookup: RawRequest = Object.create(raw, {
    method: { value: method },
    url: { value: originalUrl, writable: true },
    headers: { value: headers },
  });
  let found: FastifyInstance | undefined;
  lookups.set(lookup, (scope) => {
    found = scope;
    throw LOOKUP_END;
  });
  try {
    root.routing(lookup, ENDED as FastifyRequest["raw"] & never);
  } catch {
    // The lookup has ended.
  }
  lookups.delete(lookup);
  return found;
}
