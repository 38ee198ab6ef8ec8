// The handlers for the Deno-specific cases, each with a policy.
import { type Address, definePolicy, type ServeInfo, withCors } from "@fetch-cors/deno";

const APP = "https://app.example.com";
const policy = definePolicy({ origin: APP, credentials: true, exposedHeaders: ["ETag", "Content-Range"] });
const file = new URL("../../LICENSE", import.meta.url);

type Handler = (request: Request, info: ServeInfo<Address>) => Response | Promise<Response>;

/** Events that a client cannot observe; `/log` returns them. */
export const log: string[] = [];

const encoder = new TextEncoder();
const endStream: (() => void)[] = [];

async function part(request: Request): Promise<Response> {
  const opened = await Deno.open(file);
  const { size } = await opened.stat();
  const [, first = "0", last = `${size - 1}`] = /^bytes=(\d+)-(\d+)$/.exec(request.headers.get("Range") ?? "") ?? [];
  await opened.seek(Number(first), Deno.SeekMode.Start);
  let left = Number(last) - Number(first) + 1;
  const cut = new TransformStream<Uint8Array, Uint8Array>({
    transform(chunk, controller): void {
      controller.enqueue(chunk.subarray(0, left));
      left -= chunk.length;
      if (left <= 0) controller.terminate();
    },
  });
  return new Response(opened.readable.pipeThrough(cut), {
    status: request.headers.has("Range") ? 206 : 200,
    headers: {
      "Accept-Ranges": "bytes",
      "Content-Range": `bytes ${first}-${last}/${size}`,
      "Content-Type": "text/plain",
    },
  });
}

/** Its last chunk is sent after a request for `/end-stream`. */
function stream(): Response {
  const body = new ReadableStream<Uint8Array>({
    start(controller): void {
      controller.enqueue(encoder.encode("first "));
      endStream.push(() => {
        controller.enqueue(encoder.encode("last"));
        controller.close();
      });
    },
  });
  return new Response(body);
}

function events(): Response {
  let timer: ReturnType<typeof setInterval>;
  const stream = new ReadableStream<Uint8Array>({
    start(controller): void {
      let count = 0;
      timer = setInterval(() => controller.enqueue(encoder.encode(`data: ${count++}\n\n`)), 20);
    },
    cancel(): void {
      clearInterval(timer);
      log.push("the events are cancelled");
    },
  });
  return new Response(stream, { headers: { "Content-Type": "text/event-stream", "Cache-Control": "no-cache" } });
}

async function socket(request: Request): Promise<Response> {
  if (!(await policy.allowsOrigin(request.headers.get("Origin")))) return new Response("Forbidden", { status: 403 });
  const { socket, response } = Deno.upgradeWebSocket(request);
  socket.onmessage = ({ data }) => socket.send(`echo ${data}`);
  return response;
}

/** The handlers by path. */
export const routes = (url: () => string): ReadonlyMap<string, Handler> =>
  new Map<string, Handler>([
    ["/log", () => Response.json(log)],
    [
      "/request",
      withCors(async (request, { remoteAddr }) => {
        const { method } = request;
        return Response.json({ method, body: await request.text(), remoteAddr });
      }, policy),
    ],
    ["/redirect", withCors(() => Response.redirect("https://api.example.com/elsewhere", 307), policy)],
    [
      "/upstream",
      () =>
        new Response("from upstream", {
          status: 203,
          headers: [
            ["Access-Control-Allow-Origin", "*"],
            ["Access-Control-Allow-Credentials", "true"],
            ["Set-Cookie", "a=1; Path=/; Expires=Wed, 21 Oct 2026 07:28:00 GMT"],
            ["Set-Cookie", "b=2; HttpOnly"],
            ["Vary", "Accept-Language"],
            ["X-Upstream", "yes"],
          ],
        }),
    ],
    ["/proxy", withCors(() => fetch(`${url()}/upstream`), policy)],
    [
      "/cookies",
      withCors(() => {
        const response = new Response("cookies");
        for (const cookie of ["a=1", "b=2; Secure", "a=3"]) response.headers.append("Set-Cookie", cookie);
        return response;
      }, policy),
    ],
    ["/file", withCors(part, policy)],
    [
      "/etag",
      withCors(
        (request) =>
          new Response(request.headers.get("If-None-Match") === '"7"' ? null : "seven", {
            status: request.headers.get("If-None-Match") === '"7"' ? 304 : 200,
            headers: { ETag: '"7"' },
          }),
        policy,
      ),
    ],
    ["/stream", withCors(stream, policy)],
    ["/end-stream", () => new Response(String(endStream.splice(0).map((end) => end()).length))],
    ["/events", withCors(events, policy)],
    [
      "/slow",
      withCors(async ({ signal }) => {
        log.push("the handler waits");
        await new Promise((resolve) => signal.addEventListener("abort", resolve));
        log.push("the request is aborted");
        return new Response("too late");
      }, policy),
    ],
    [
      "/completed",
      withCors((_request, { completed }) => {
        completed.then(() => log.push("the response is sent"));
        return new Response("sent");
      }, policy),
    ],
    ["/socket", withCors(socket, policy)],
    [
      "/by-address",
      withCors(
        () => new Response("hello"),
        // Real tenants would have compiled policies; here the address decides.
        async (_request, { remoteAddr }) =>
          remoteAddr.transport === "tcp" && remoteAddr.hostname === "127.0.0.1"
            ? policy
            : definePolicy({ origin: "https://elsewhere.example" }),
      ),
    ],
    [
      "/asked",
      withCors(
        (): Response => {
          throw new Error("broken");
        },
        { origin: (origin, _request, { remoteAddr }) => origin === APP && remoteAddr.transport === "tcp" },
        {
          onDecision: ({ kind }, { method }, { remoteAddr }) => log.push(`${kind} ${method} ${remoteAddr.transport}`),
          onError: (error, { method }, { remoteAddr }) =>
            new Response(`${error} ${method} ${remoteAddr.transport}`, { status: 500 }),
        },
      ),
    ],
    [
      "/inner",
      withCors(
        withCors(() => new Response("hello"), { origin: "*" }),
        policy,
      ),
    ],
  ]);
