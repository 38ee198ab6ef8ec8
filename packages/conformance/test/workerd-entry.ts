// The worker that runs in workerd: the cases, and Workers-specific handlers under /own/.
import { applyDecision, definePolicy, withCors } from "@fetch-cors/core";
import { conformanceApp } from "../src/index.ts";

/** The second argument of the fetch handler. */
interface Env {
  readonly ORIGIN: string;
  /** A service binding to this worker itself. */
  readonly SELF: { fetch(input: string, init?: RequestInit): Promise<Response> };
}
interface Context {
  waitUntil(promise: Promise<unknown>): void;
}
type WorkerHandler = (request: Request, env: Env, context: Context) => Response | Promise<Response>;

// Only the globals that are used here: the full types of workerd conflict with those of Node.
declare const WebSocketPair: new () => Record<0 | 1, WebSocket & { accept(): void }>;
declare const HTMLRewriter: new () => {
  on(
    selector: string,
    handlers: { element(element: { setInnerContent(text: string): void }): void },
  ): {
    transform(response: Response): Response;
  };
};
declare const caches: { readonly default: Cache };
interface UpgradeInit extends ResponseInit {
  readonly webSocket: WebSocket;
}

// The default error handling logs the error.
console.error = () => undefined;

let base = "";
const cases = conformanceApp(withCors, { upstream: () => base });

const policy = definePolicy({ origin: ["https://app.example.com", "https://two.example"], credentials: true });
const waitedFor: string[] = [];

/** Sends each message back. */
function echo(): Response {
  const { 0: client, 1: server } = new WebSocketPair();
  server.accept();
  server.addEventListener("message", ({ data }) => server.send(data));
  const init: UpgradeInit = { status: 101, webSocket: client };
  return new Response(null, init);
}

/** Caches the response for a URL. */
async function cached(key: string, make: () => Response | Promise<Response>): Promise<Response> {
  const found = await caches.default.match(key);
  if (found) return found;
  const response = await make();
  await caches.default.put(key, response.clone());
  return response;
}
let made = 0;
const counted = (): Response => new Response(`made ${++made}`, { headers: { "Cache-Control": "max-age=60" } });

const upstreams: Record<string, WorkerHandler> = {
  cookies: () => {
    const headers = new Headers({ "Access-Control-Allow-Origin": "*", "X-Upstream": "yes" });
    for (const cookie of ["a=1; Path=/", "b=2; Path=/"]) headers.append("Set-Cookie", cookie);
    return new Response("from upstream", { status: 203, headers });
  },
  socket: echo,
  gzip: () =>
    new Response(new Blob(["hello ".repeat(100)]).stream().pipeThrough(new CompressionStream("gzip")), {
      headers: { "Content-Encoding": "gzip", "Content-Type": "text/plain" },
      encodeBody: "manual",
    } as ResponseInit),
};

const handlers: Record<string, WorkerHandler> = {
  fetched: withCors((request) => fetch(new URL("/upstream-of-own/cookies", request.url)), policy),
  bound: withCors((_, env) => env.SELF.fetch("http://self/upstream-of-own/cookies"), policy),
  redirect: withCors(() => Response.redirect("https://api.example.com/v2", 308), policy),
  gzip: withCors((request) => fetch(new URL("/upstream-of-own/gzip", request.url)), policy),
  socket: withCors(echo, policy),
  "fetched-socket": withCors(
    (request) => fetch(new URL("/upstream-of-own/socket", request.url), { headers: { Upgrade: "websocket" } }),
    policy,
  ),
  "guarded-socket": async (request) =>
    (await policy.allowsOrigin(request.headers.get("Origin"))) ? echo() : new Response(null, { status: 403 }),
  env: withCors(
    (_request: Request, env: Env) => Response.json({ origin: env.ORIGIN }),
    (_request, env) => definePolicy({ origin: env.ORIGIN }),
  ),
  "wait-until": withCors((request: Request, _env: Env, context: Context) => {
    const { search } = new URL(request.url);
    context.waitUntil(new Promise<void>((resolve) => setTimeout(resolve, 20)).then(() => void waitedFor.push(search)));
    return Response.json(waitedFor);
  }, policy),
  streamed: withCors(() => {
    const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>();
    const writer = writable.getWriter();
    const write = (text: string): Promise<void> => writer.write(new TextEncoder().encode(text));
    void (async () => {
      await write("data: first\n\n");
      // Long enough to tell a chunk that arrives at once from one that waits for the next.
      await new Promise((resolve) => setTimeout(resolve, 300));
      await write("data: second\n\n");
      await writer.close();
    })();
    return new Response(readable, { headers: { "Content-Type": "text/event-stream" } });
  }, policy),
  rewritten: withCors(async (request) => {
    const page = await fetch(new URL("/own/page", request.url));
    const title = { element: (element: { setInnerContent(text: string): void }) => element.setInnerContent("new") };
    return new HTMLRewriter().on("title", title).transform(page);
  }, policy),
  headers: (request) => Response.json([...request.headers.keys()]),
  page: withCors(() => new Response("<title>old</title>", { headers: { "Content-Type": "text/html" } }), policy),
  "cache-inside": withCors((request) => cached(request.url, counted), policy),
  "cache-outside": (request) => cached(request.url, () => withCors(counted, policy)(request)),
  throws: withCors(() => {
    throw new Error("out of order");
  }, policy),
  "throws-through": withCors(
    () => {
      throw new Error("out of order");
    },
    policy,
    { onError: "throw" },
  ),
  manual: async (request) => applyDecision(await policy.decide(request), await upstreamCookies(request)),
};
const upstreamCookies = (request: Request): Promise<Response> =>
  fetch(new URL("/upstream-of-own/cookies", request.url));

export default {
  fetch(request: Request, env: Env, context: Context): Response | Promise<Response> {
    const { origin, pathname } = new URL(request.url);
    base = origin;
    const [, group = "", name = ""] = pathname.split("/");
    const found = { own: handlers, "upstream-of-own": upstreams }[group]?.[name];
    return found ? found(request, env, context) : cases(request);
  },
};
