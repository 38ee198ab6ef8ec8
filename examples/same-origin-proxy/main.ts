// Starts two servers, as on two hosts: an API without CORS, and the server of the page.
import { serve } from "srvx";
import { proxy } from "./proxy.ts";

const page = `<!doctype html>
<title>Same-origin proxy</title>
<button>Sign in</button> <output></output>
<script type="module">
  const output = document.querySelector("output");
  const show = async () => (output.value = await (await fetch("/api/session")).text());
  document.querySelector("button").onclick = async () => {
    // PUT and JSON, and yet no preflight; a cookie, and yet no credentials mode.
    const headers = { "Content-Type": "application/json" };
    await fetch("/api/session", { method: "PUT", headers, body: '{"name":"Ada"}' });
    await show();
  };
  await show();
</script>`;

/** The API, on its own origin. It has no policy, so a page can read its responses only through the proxy. */
async function respond(request: Request): Promise<Response> {
  if (new URL(request.url).pathname !== "/session") return new Response("Not found", { status: 404 });
  if (request.method === "PUT") {
    const { name } = await request.json();
    const cookie = `session=${encodeURIComponent(name)}; HttpOnly; SameSite=Strict; Path=/`;
    return new Response(null, { status: 204, headers: { "Set-Cookie": cookie } });
  }
  const [, name] = /(?:^|; )session=([^;]*)/.exec(request.headers.get("Cookie") ?? "") ?? [];
  return Response.json({ name: name === undefined ? null : decodeURIComponent(name) });
}

const options = { hostname: "localhost", silent: true } as const;
const api = await serve({ ...options, port: 0, fetch: respond }).ready();
const site = await serve({
  ...options,
  port: Number(process.env["PORT"] ?? 3000),
  fetch(request) {
    const { pathname } = new URL(request.url);
    if (pathname.startsWith("/api/")) return proxy(request, api.url ?? "");
    if (pathname !== "/") return new Response("Not found", { status: 404 });
    return new Response(page, { headers: { "Content-Type": "text/html; charset=utf-8" } });
  },
}).ready();
console.log(`Open ${new URL(site.url ?? "").origin}; the API listens on ${new URL(api.url ?? "").origin}`);
