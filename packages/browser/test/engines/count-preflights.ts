/** How many preflights a page makes for fifty mixed requests, in a real engine, by the library in front of the server. */
import type { RequestListener } from "node:http";
import corsPackage from "cors";
import fc from "fast-check";
import { Hono } from "hono";
import { cors as honoCors } from "hono/cors";
import { withCors } from "../../../core/src/index.ts";
import { type Engine, open } from "./engines.ts";
import { type Listening, listen, toListener } from "./listen.ts";

/** The fifty requests, as an application makes them, from a fixed seed. */
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

const originOf = ({ port }: Listening): string => `http://localhost:${port}`;

/** The number of preflights that each library's server got, in the order of `servers`. */
export async function countPreflights(engine: Engine): Promise<ReadonlyMap<string, number>> {
  let html = "";
  let finish = (): void => {};
  const finished = new Promise<void>((resolve) => {
    finish = resolve;
  });
  const page = await listen(
    toListener((request) => {
      if (request.url.endsWith("/done")) finish();
      return new Response(html, { headers: { "Content-Type": "text/html" } });
    }),
  );
  const counts = new Map<string, number>();
  const apis = await Promise.all(
    Object.entries(servers(originOf(page))).map(([name, listener]) => {
      counts.set(name, 0);
      return listen((incoming, outgoing) => {
        if (incoming.method === "OPTIONS") counts.set(name, (counts.get(name) ?? 0) + 1);
        listener(incoming, outgoing);
      });
    }),
  );
  html = `<script type="module">
for (const api of ${JSON.stringify(apis.map(originOf))}) {
  for (const { path, ...init } of ${JSON.stringify(REQUESTS)}) await (await fetch(api + path, init)).text();
}
await fetch("/done");
</script>`;
  const { close } = await open(engine, `${originOf(page)}/`);
  try {
    await finished;
  } finally {
    close();
    for (const { stop } of [page, ...apis]) stop();
  }
  return counts;
}
