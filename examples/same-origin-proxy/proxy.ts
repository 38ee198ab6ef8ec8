// One origin for the browser: the page, and under /api/ the responses of another server. This example has no CORS
// policy.

/** Headers of a single connection, or headers that `fetch` creates itself or refuses to send. */
const HOP_BY_HOP = ["connection", "keep-alive", "proxy-connection", "te", "trailer", "transfer-encoding", "upgrade"];
const NOT_PASSED_ON = [...HOP_BY_HOP, "content-length", "expect", "host", "origin"];

/**
 * Passes requests to `/api/…` on to the API, and no others.
 *
 * @param api - The URL of the API. A constant: never take it from a request.
 */
export async function proxy(request: Request, api: string): Promise<Response> {
  const { origin, pathname, search } = new URL(request.url);
  // The API cannot check the origin any more, so other origins are rejected here: their forms can also send a POST.
  // Behind a proxy that ends TLS, compare with your public origin instead, because `request.url` has the internal
  // origin.
  const asking = request.headers.get("Origin");
  if (asking !== null && asking !== origin) return new Response("Forbidden", { status: 403 });

  // The path is set on a URL of the API, so that no path (`/api//evil.example`) reaches another host.
  const target = new URL(api);
  target.pathname = pathname.slice("/api".length);
  target.search = search;
  const headers = new Headers(request.headers);
  for (const name of NOT_PASSED_ON) headers.delete(name);
  const body = request.body && (await request.arrayBuffer());
  const answer = await fetch(target, { method: request.method, headers, body, redirect: "manual" });

  // Cookies pass: without a `Domain` they belong to the page's host, and `SameSite=Strict` still works.
  const response = new Response(answer.body, answer);
  // fetch has already decompressed the body.
  for (const name of [...HOP_BY_HOP, "content-encoding", "content-length"]) response.headers.delete(name);
  return response;
}
