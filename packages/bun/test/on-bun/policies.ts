// Servers with policies that depend on the request, and with options that are not plain objects.
import { definePolicy, withCors } from "../../src/index.ts";
import { options, policy } from "./policy.ts";

/** Policies that depend on the request and on the server. */
const tenants = { a: definePolicy({ origin: "https://a.example" }), b: definePolicy({ origin: "https://b.example" }) };
export const chosen = Bun.serve(
  withCors(
    {
      ...options,
      routes: { "/:tenant": () => new Response("hello"), "/both/:tenant": { GET: () => new Response("both") } },
    },
    async (request, server) => {
      if (!server.requestIP(request)) throw new Error("no address");
      if (request.url.endsWith("/unknown")) throw new Error("no such tenant");
      return tenants[request.url.endsWith("a") ? "a" : "b"];
    },
  ),
);
export const predicate = Bun.serve(
  withCors(
    { ...options, fetch: () => new Response("hello") },
    {
      origin: async (origin, request, server) =>
        origin === `https://port-${server.port}.example` && request.method !== "PUT",
    },
  ),
);

const bareObject = <T extends object>(properties: T): T => Object.assign(Object.create(null), properties);

/** Options that are not plain objects. */
class Options {
  readonly port = 0;
  readonly hostname = "127.0.0.1";
  get development(): boolean {
    return false;
  }
  fetch(this: { readonly port: number }): Response {
    return Response.json(this.port);
  }
  error(): Response {
    return new Response("inherited", { status: 500 });
  }
}
export const inherited = Bun.serve(withCors(new Options(), policy));
export const bare = Bun.serve(
  withCors(
    bareObject({ ...options, routes: bareObject({ "/": bareObject({ GET: () => new Response("bare") }) }) }),
    policy,
  ),
);
/** Like the application of a framework, whose `routes` is an array. */
export const application = Bun.serve(
  withCors(
    { ...options, routes: [{ path: "/", method: "GET" }] as never, fetch: () => new Response("application") },
    policy,
  ),
);
export const publicServer = Bun.serve(
  withCors({ ...options, maxRequestBodySize: 1000, fetch: () => new Response("public") }),
);
const once = withCors({ ...options, routes: { "/": new Response("twice") } }, policy);
export const twice = Bun.serve(withCors(once, policy));

export const reloading = Bun.serve(
  withCors({ ...options, routes: { "/": () => new Response("before") } }, { origin: "https://before.example" }),
);

export const reload = (): unknown =>
  reloading.reload(
    withCors(
      { routes: { "/": { GET: new Response("after") }, "/new": () => new Response("new") } },
      { origin: "https://after.example" },
    ),
  );

/** Its policy has no `methods`. */
export const inferred = Bun.serve(
  withCors(
    { ...options, routes: { "/": { GET: () => new Response("got"), PUT: () => new Response("put") } } },
    { origin: "https://app.example.com" },
  ),
);

/** The same with a `fetch`, which receives the other methods. */
export const inferredWithFetch = Bun.serve(
  withCors(
    {
      ...options,
      routes: {
        "/": { GET: () => new Response("got"), POST: new Response("posted") },
        "/own-options": { OPTIONS: () => new Response("own") },
      },
      fetch(this: unknown, { method }, server) {
        return new Response(`${method} by fetch`, { headers: { "X-This": String(this === server) } });
      },
    },
    { origin: "https://app.example.com" },
  ),
);
export const withFetch = Bun.serve({
  ...options,
  routes: { "/": { GET: () => new Response("got") }, "/static": new Response("static") },
  fetch(this: unknown, { method }, server) {
    return new Response(`${method} by fetch`, { headers: { "X-This": String(this === server) } });
  },
});

export const exposingAll = Bun.serve(
  withCors(
    { ...options, routes: { "/": Bun.file(`${process.env["FILES"]}/file.txt`) } },
    { origin: "https://app.example.com", credentials: true, exposedHeaders: "*" },
  ),
);
