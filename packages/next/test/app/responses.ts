/** The kinds of responses that handlers return. */
import { cookies } from "next/headers";
import { type NextRequest, NextResponse } from "next/server";

const ETAG = '"7"';

const encode = (text: string): Uint8Array => new TextEncoder().encode(text);

/** Chunks with a pause between them, which shows whether the server buffers them. */
function streamOf(...chunks: readonly string[]): ReadableStream<Uint8Array> {
  const left = [...chunks];
  return new ReadableStream({
    async pull(controller) {
      const chunk = left.shift();
      if (chunk === undefined) return controller.close();
      controller.enqueue(encode(chunk));
      await new Promise((resolve) => setTimeout(resolve, 100));
    },
  });
}

export const responses: Readonly<Record<string, (request: NextRequest) => Response | Promise<Response>>> = {
  plain: () => new Response("hello", { headers: { "X-Request-Id": "7" } }),
  json: () => NextResponse.json({ hello: true }, { status: 201 }),
  empty: () => new Response(null, { status: 204 }),
  cookies: async () => {
    (await cookies()).set("through-next", "1", { httpOnly: true });
    const response = NextResponse.json({});
    response.cookies.set("through-response", "2");
    response.headers.append("Set-Cookie", "by-hand=3; Expires=Wed, 21 Oct 2026 07:28:00 GMT");
    return response;
  },
  stream: () => new Response(streamOf("one ", "two ", "three")),
  events: () =>
    new Response(streamOf("data: 1\n\n", "data: 2\n\n"), { headers: { "Content-Type": "text/event-stream" } }),
  etag: (request) =>
    request.headers.get("If-None-Match") === ETAG
      ? new Response(null, { status: 304, headers: { ETag: ETAG } })
      : new Response("seven", { headers: { ETag: ETAG } }),
  range: () => new Response("ell", { status: 206, headers: { "Content-Range": "bytes 1-3/5" } }),
  redirect: () => Response.redirect("https://elsewhere.example/", 302),
  upstream: () => fetch(`http://localhost:${process.env["PORT"]}/api/responses/upstream-itself`),
  "upstream-itself": () =>
    new Response("from upstream", { headers: { "Access-Control-Allow-Origin": "https://upstream.example" } }),
  cors: () =>
    new Response("by hand", {
      headers: { "Access-Control-Allow-Origin": "*", "Access-Control-Allow-Headers": "X-Old", Vary: "Accept-Language" },
    }),
  "vary-any": () => new Response("any", { headers: { Vary: "*" } }),
  large: () => new Response("x".repeat(100_000), { headers: { "Content-Type": "text/plain" } }),
  echo: async (request) => new Response(await request.text(), { headers: { "X-Method": request.method } }),
};
