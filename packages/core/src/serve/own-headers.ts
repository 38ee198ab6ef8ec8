/** How a class of responses treats the `Headers` object that its constructor receives. */
type HeadersOwnership = "copied" | "kept in a list" | "reread from the constructor" | "kept";

const ownerships = new WeakMap<object, HeadersOwnership>();

/** The last class that copies headers. Most servers have only one, and a comparison is faster than a look-up. */
let standardClass: unknown;

/**
 * Gives a response headers that no other response shares.
 *
 * By the standard, `new Response` copies headers. Some servers replace `Response` by a faster class that keeps the `Headers`
 * object instead (`@hono/node-server`). If several responses are created with one object, a header that is set for one of
 * them would be sent with all of them.
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

/** A copy of every response would halve the throughput of such a server, so it is the last resort. */
function probe(responseClass: typeof Response): HeadersOwnership {
  try {
    const headers = new Headers();
    // With a body, because `@hono/node-server` 1 copies the headers of a response without one.
    if (new responseClass("", { headers }).headers !== headers) return "copied";
    const response = new responseClass("", { headers });
    replaceInList(response);
    if (response.headers === headers) return "kept";
    response.headers.set("X-Probe", "1");
    return response.clone().headers.has("X-Probe") ? "kept in a list" : "reread from the constructor";
  } catch {
    // Its constructor takes other arguments, so it was not written as a replacement of `Response`.
    return "copied";
  }
}

/** `@hono/node-server` keeps status, body and headers in a list until the response is read. */
function listOf(response: Response): unknown[] | undefined {
  return Object.getOwnPropertySymbols(response)
    .map((symbol): unknown => Reflect.get(response, symbol))
    .find(Array.isArray);
}

function replaceInList(response: Response): void {
  const list = listOf(response);
  const index = list?.findIndex((element) => element instanceof Headers) ?? -1;
  if (list && index >= 0) list[index] = new Headers(list[index] as Headers);
}

/**
 * When a response is cloned or its body is read, version 1 of `@hono/node-server` creates the headers again from the argument
 * of the constructor, and loses every change. Changes of a `Headers` object survive if it was this argument.
 */
function copyFromList(response: Response, responseClass: typeof Response): Response {
  const list = listOf(response);
  if (!list) return response;
  const [status, body] = list as [status: number, body: BodyInit | null];
  // Read first, because reading `statusText` discards them.
  const headers = new Headers(response.headers);
  return new responseClass(body, { status, statusText: response.statusText, headers });
}
