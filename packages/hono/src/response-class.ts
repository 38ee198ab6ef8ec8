/** How the global `Response` differs from the class of the Fetch Standard. */
interface ResponseClass {
  /** Whether a changed header is lost when the body of the response is accessed, or the response is cloned. */
  readonly losesHeaders: boolean;
  /** The property with what the constructor received, until the body is accessed. The standard's class has none. */
  readonly pending: symbol | undefined;
}

/** Status, body and headers. */
type Pending = readonly [status: number, body: BodyInit | null, ...headers: unknown[]];

const known = new WeakMap<object, ResponseClass>();

/**
 * Returns a response that can be sent, and that keeps the headers that are set on it.
 *
 * `@hono/node-server` replaces the global `Response` by a class that creates the real response when the body is accessed.
 * In its major version 1, the real response then has the headers that the constructor received, and every change since is
 * lost. A HEAD request, `c.res.clone()`, `etag` and `compress` all access the body. Changes of a `Headers` object that the
 * constructor received are kept.
 *
 * @throws {TypeError} If the body is consumed or locked. The server would respond with an error of its own, without the
 * headers of the policy.
 */
export function sendable(response: Response): Response {
  const { losesHeaders, pending } = classOfResponses();
  const parts = pending && (response as unknown as Partial<Record<symbol, Pending>> | undefined)?.[pending];
  if (!parts) {
    assertUsable(response, pending !== undefined);
    return response;
  }
  const headers = losesHeaders && new Headers(response.headers);
  // A stream has no fast path that access to the body would cost.
  if (parts[1] instanceof ReadableStream) assertUsable(response, true);
  if (!headers) return response;
  return new Response(parts[1], { status: parts[0], statusText: response.statusText, headers });
}

/** @param isCheap - Whether `body` can be accessed. On Bun and Deno it turns text and files into a stream. */
function assertUsable(response: Response, isCheap: boolean): void {
  if (response?.bodyUsed || (isCheap && response?.body?.locked)) {
    throw new TypeError("the body of the response was read already; return a response that nothing has read");
  }
}

/** Examines the global `Response` when it is first seen: a server can replace it at any time. */
function classOfResponses(): ResponseClass {
  let found = known.get(Response);
  if (!found) {
    const probe = new Response("");
    const symbols = Object.getOwnPropertySymbols(probe);
    probe.headers.set("X-Probe", "1");
    const losesHeaders = !probe.clone().headers.has("X-Probe");
    found = { losesHeaders, pending: symbols.find((symbol) => !Object.hasOwn(probe, symbol)) };
    known.set(Response, found);
  }
  return found;
}
