/** How a class of responses treats the `Headers` object that its constructor receives. */
type HeadersOwnership = "copied" | "kept in a list" | "kept";

const ownerships = new WeakMap<object, HeadersOwnership>();

/**
 * Gives a response headers that no other response shares.
 *
 * By the standard, `new Response` copies headers. Some servers replace `Response` by a faster class that keeps the `Headers`
 * object instead (`@hono/node-server`). If several responses are created with one object, a header that is set for one of
 * them would be sent with all of them.
 *
 * @returns The same response, or a copy if its headers cannot be replaced.
 */
export function separateHeaders(response: Response): Response {
  const responseClass: unknown = response?.constructor;
  if (typeof responseClass !== "function") return response;
  let ownership = ownerships.get(responseClass);
  if (ownership === undefined) {
    ownership = probe(responseClass as typeof Response);
    ownerships.set(responseClass, ownership);
  }
  if (ownership === "kept in a list") replaceInList(response);
  if (ownership !== "kept") return response;
  const { body, status, statusText, headers } = response;
  return new (responseClass as typeof Response)(body, { status, statusText, headers: new Headers(headers) });
}

/** A copy of every response would halve the throughput of such a server, so it is the last resort. */
function probe(responseClass: typeof Response): HeadersOwnership {
  try {
    const headers = new Headers();
    // With a body, because `@hono/node-server` 1 copies the headers of a response without one.
    if (new responseClass("", { headers }).headers !== headers) return "copied";
    const response = new responseClass("", { headers });
    replaceInList(response);
    return response.headers === headers ? "kept" : "kept in a list";
  } catch {
    // Its constructor takes other arguments, so it was not written as a replacement of `Response`.
    return "copied";
  }
}

/** `@hono/node-server` keeps status, body and headers in a list until the response is read. */
function replaceInList(response: Response): void {
  for (const symbol of Object.getOwnPropertySymbols(response)) {
    const list: unknown = Reflect.get(response, symbol);
    if (!Array.isArray(list)) continue;
    const index = list.findIndex((element) => element instanceof Headers);
    if (index >= 0) list[index] = new Headers(list[index]);
  }
}
