// One origin for the browser: the page, and under /api/ what another server answers. There is no CORS policy in this example.

/** What concerns two neighbours only, or is made anew by `fetch`, which refuses to send some of it. */
const HOP_BY_HOP = ["connection", "keep-alive", "proxy-connection", "te", "trailer", "transfer-encoding", "upgrade"];
const NOT_PASSED_ON = [...HOP_BY_HOP, "content-length", "expect", "host", "origin"];

/**
 * Passes `/api/…` on to the API, and nothing else.
 *
 * @param api - Where the API is. A constant: never take it from a request.
 */
export async function proxy(request: Request, api: string): Promise<Response> {
  const { origin, pathname, search } = new URL(request.url);
  // The API cannot tell any more who asks, so strangers are turned away here: their forms can send a POST, too.
  // Behind something that ends TLS, compare with your public origin instead: `request.url` is the inner one there.
  const asking = request.headers.get("Origin");
  if (asking !== null && asking !== origin) return new Response("Forbidden", { status: 403 });

  // Set on a URL of the API, so that no path (`/api//evil.example`) leads to another host.
  const target = new URL(api);
  target.pathname = pathname.slice("/api".length);
  target.search = search;
  const headers = new Headers(request.headers);
  for (const name of NOT_PASSED_ON) headers.delete(name);
  const body = request.body && (await request.arrayBuffer());
  const answer = await fetch(target, { method: request.method, headers, body, redirect: "manual" });

  // Cookies pass: without a `Domain` they are the page's own, and `SameSite=Strict` does them no harm.
  const response = new Response(answer.body, answer);
  // fetch has decompressed the body already.
  for (const name of [...HOP_BY_HOP, "content-encoding", "content-length"]) response.headers.delete(name);
  return response;
}
