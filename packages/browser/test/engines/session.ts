/** How many preflights a page makes for fifty mixed requests, in a real engine, by the library in front of the server. */
import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import corsPackage from "cors";
import fc from "fast-check";
import { Hono } from "hono";
import { cors as honoCors } from "hono/cors";
import { withCors } from "../../../core/src/index.ts";
import { type Engine, open } from "./engines.ts";

/** The page's session: requests as an application makes them, from a fixed seed. */
const REQUESTS = fc.sample(
  fc.record({
    path: fc.constantFrom("/users", "/users/7", "/orders", "/orders/9", "/search"),
    method: fc.constantFrom("GET", "GET", "POST", "PUT", "PATCH", "DELETE"),
    headers: fc.constantFrom<Record<string, string>>(
      {},
      { "Content-Type": "application/json" },
      { Authorization: "Bearer 1" },
      { Authorization: "Bearer 1", "Content-Type": "application/json" },
      { "X-Request-Id": "7", "Content-Type": "application/json" },
      { "If-Match": "1" },
    ),
  }),
  { numRuns: 50, seed: 7 },
);

type FetchHandler = (request: Request) => Response | Promise<Response>;

/** The servers, each with the same policy, written as its library wants it: this page, and that library's defaults. */
function servers(page: string): Readonly<Record<string, RequestListener>> {
  const hono = new Hono().use(honoCors({ origin: page })).all("*", () => new Response("hello"));
  const middleware = corsPackage({ origin: page });
  return {
    "@fetch-cors/core": toListener(withCors(() => new Response("hello"), { origin: [page] })),
    "hono/cors": toListener((request) => hono.fetch(request)),
    cors: (incoming, outgoing) => middleware(incoming, outgoing, () => outgoing.end("hello")),
  };
}

const toListener =
  (handler: FetchHandler): RequestListener =>
  async (incoming, outgoing) => {
    const headers = new Headers(Object.entries(incoming.headers).map(([name, value]) => [name, String(value)]));
    const response = await handler(
      new Request(`http://localhost${incoming.url}`, { method: incoming.method ?? "GET", headers }),
    );
    outgoing.statusCode = response.status;
    for (const [name, value] of response.headers) outgoing.setHeader(name, value);
    outgoing.end(await response.text());
  };

async function listen(listener: RequestListener): Promise<{ readonly origin: string; readonly stop: () => void }> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const stop = (): void => void server.close().closeAllConnections();
  return { origin: `http://localhost:${(server.address() as AddressInfo).port}`, stop };
}

/** The number of preflights that each library's server got, in the order of `servers`. */
export async function countPreflights(engine: Engine): Promise<ReadonlyMap<string, number>> {
  let html = "";
  let finish = (): void => {};
  const finished = new Promise<void>((resolve) => {
    finish = resolve;
  });
  const page = await listen((incoming: IncomingMessage, outgoing: ServerResponse) => {
    if (incoming.url === "/done") finish();
    outgoing.setHeader("Content-Type", "text/html").end(incoming.url === "/" ? html : "");
  });
  const counts = new Map<string, number>();
  const apis = await Promise.all(
    Object.entries(servers(page.origin)).map(([name, listener]) => {
      counts.set(name, 0);
      return listen((incoming, outgoing) => {
        if (incoming.method === "OPTIONS") counts.set(name, (counts.get(name) ?? 0) + 1);
        listener(incoming, outgoing);
      });
    }),
  );
  html = `<script type="module">
for (const api of ${JSON.stringify(apis.map(({ origin }) => origin))}) {
  for (const { path, ...init } of ${JSON.stringify(REQUESTS)}) await (await fetch(api + path, init)).text();
}
await fetch("/done");
</script>`;
  const { close } = open(engine, `${page.origin}/`);
  try {
    await finished;
  } finally {
    close();
    for (const { stop } of [page, ...apis]) stop();
  }
  return counts;
}
