/** How a `Response` class treats the `Headers` object that its constructor receives. */
type HeadersOwnership = "copied" | "kept in a list" | "reread from the constructor" | "kept";

/**
 * The result of `probe` for each `Response` class. It depends only on the class, so it is safe to keep between
 * requests.
 */
const ownerships = new WeakMap<object, HeadersOwnership>();

/**
 * The last `Response` class that was found to copy headers. Most servers have only one such class, and comparing with
 * it is faster than a lookup. It contains no data from requests.
 */
let standardClass: unknown;

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
  if (responseClass === standardClass || typeof responseClass !== "function") return response;
  let ownership = ownerships.get(responseClass);
  if (ownership === undefined) {
    ownership = probe(responseClass as typeof Response);
    ownerships.set(responseClass, ownership);
  }
  if (ownership === "copied") standardClass = responseClass;
  if (ownership === "kept in a list") replaceInList(response);
  if (ownership === "reread from the constructor") return copyFromList(response, responseClass as typeof Response);
  if (ownership !== "kept") return response;
  const { body, status, statusText, headers } = response;
  return new (responseClass as typeof Response)(body, { status, statusText, headers: new Headers(headers) });
}

/**
 * Finds out how a class treats headers. Copying every response would halve the throughput of such a server, so it is
 * the last resort.
 */
function probe(responseClass: typeof Response): HeadersOwnership {
  try {
    const headers = new Headers();
    // With a body, because version 1 of `@hono/node-server` copies the headers of a response without one.
    if (new responseClass("", { headers }).headers !== headers) return "copied";
    const response = new responseClass("", { headers });
    replaceInList(response);
    if (response.headers === headers) return "kept";
    response.headers.set("X-Probe", "1");
    return response.clone().headers.has("X-Probe") ? "kept in a list" : "reread from the constructor";
  } catch {
    // The constructor accepts other arguments, so the class was not written as a replacement for `Response`.
    return "copied";
  }
}

/**
 * Returns the list in which `@hono/node-server` keeps status, body and headers until the response is read, or
 * `undefined`.
 */
function listOf(response: Response): unknown[] | undefined {
  return Object.getOwnPropertySymbols(response)
    .map((symbol): unknown => Reflect.get(response, symbol))
    .find(Array.isArray);
}

/** Replaces the `Headers` object in the list of a response by a copy. */
function replaceInList(response: Response): void {
  const list = listOf(response);
  const index = list?.findIndex((element) => element instanceof Headers) ?? -1;
  if (list && index >= 0) list[index] = new Headers(list[index] as Headers);
}

/**
 * Copies a response of `@hono/node-server` 1. When a response is cloned or its body is read, that version creates the
 * headers again from the constructor's argument, and loses every change. Changes to a `Headers` object survive if that
 * object was the argument.
 */
function copyFromList(response: Response, responseClass: typeof Response): Response {
  const list = listOf(response);
  if (!list) return response;
  const [status, body] = list as [status: number, body: BodyInit | null];
  // The headers are read first, because reading `statusText` discards them.
  const headers = new Headers(response.headers);
  return new responseClass(body, { status, statusText: response.statusText, headers });
}
