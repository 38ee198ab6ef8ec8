/** Returns the same response with a `Headers` object of its own, or a copy if that object cannot be replaced. */
type Unshare = (response: Response) => Response;

/** The way to unshare headers for each `Response` class. It depends only on the class, so it is safe to keep. */
const unshares = new WeakMap<object, Unshare>();

/**
 * The last `Response` class whose responses are kept as they are. Most servers have only one such class, and comparing
 * with it is faster than a lookup. It contains no data from requests.
 */
let lastKeptClass: unknown;

/**
 * Ensures that no other response shares the `Headers` object of a response.
 *
 * In the Fetch Standard, `new Response` copies the headers that it receives. Some servers replace `Response` with a
 * faster class that keeps the `Headers` object instead (`@hono/node-server`). If several responses are created with one
 * object, setting a header of one response would set it for all of them.
 *
 * @returns The same response, or a copy if its headers cannot be replaced.
 */
export function withOwnHeaders(response: Response): Response {
  const responseClass: unknown = response?.constructor;
  if (responseClass === lastKeptClass || typeof responseClass !== "function") return response;
  let unshare = unshares.get(responseClass);
  if (!unshare) {
    unshare = findUnshare(responseClass as typeof Response);
    unshares.set(responseClass, unshare);
  }
  if (unshare === keep) lastKeptClass = responseClass;
  return unshare(response);
}

/**
 * Finds out how a class treats headers. Copying every response would halve the throughput of such a server, so it is
 * the last resort.
 */
function findUnshare(responseClass: typeof Response): Unshare {
  try {
    const headers = new Headers();
    // With a body, because version 1 of `@hono/node-server` copies the headers of a response without one.
    if (new responseClass("", { headers }).headers !== headers) return keep;
    const response = replaceInList(new responseClass("", { headers }));
    if (response.headers === headers) return copy;
    response.headers.set("X-Probe", "1");
    return response.clone().headers.has("X-Probe") ? replaceInList : copyFromList;
  } catch {
    // The constructor accepts other arguments, so the class was not written as a replacement for `Response`.
    return keep;
  }
}

const keep: Unshare = (response) => response;

function copy(response: Response): Response {
  const { body, status, statusText, headers } = response;
  return new (classOf(response))(body, { status, statusText, headers: new Headers(headers) });
}

const classOf = (response: Response): typeof Response => response.constructor as typeof Response;

/**
 * Returns the list in which `@hono/node-server` keeps status, body and headers until the response is read, or
 * `undefined`.
 */
function listOf(response: Response): unknown[] | undefined {
  return Object.getOwnPropertySymbols(response)
    .map((symbol): unknown => Reflect.get(response, symbol))
    .find(Array.isArray);
}

/** Replaces the `Headers` object in the list of a response with a copy. */
function replaceInList(response: Response): Response {
  const list = listOf(response);
  const index = list?.findIndex((element) => element instanceof Headers) ?? -1;
  if (list && index >= 0) list[index] = new Headers(list[index] as Headers);
  return response;
}

/**
 * Copies a response of `@hono/node-server` 1. When a response is cloned or its body is read, that version creates the
 * headers again from the argument of the constructor, and discards later changes. So the argument of the copy is a new
 * `Headers` object, and later changes are made to that object.
 */
function copyFromList(response: Response): Response {
  const list = listOf(response);
  if (!list) return response;
  const [status, body] = list as [status: number, body: BodyInit | null];
  // The headers are read first, because reading `statusText` discards them.
  const headers = new Headers(response.headers);
  return new (classOf(response))(body, { status, statusText: response.statusText, headers });
}
