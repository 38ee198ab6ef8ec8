import type { MiddlewareHandler } from "hono";
import { arePatterns, listUnlessEcho, originFunction } from "../origin-options.ts";
import { type Framework, fetchServer, type Handler, type Peer, type Server } from "../peer.ts";

/** A Hono application with one handler behind a middleware. */
export async function honoApp({ serve }: Handler, middleware?: MiddlewareHandler): Promise<Server> {
  const { Hono } = await import("hono");
  const app = new Hono();
  if (middleware) app.use(middleware);
  app.all("*", (c) => serve(c.req.raw));
  return fetchServer((request) => app.fetch(request));
}

export const hono: Framework = { name: "hono", start: (handler) => honoApp(handler) };

export const honoCors: Peer = {
  name: "hono/cors",
  package: "hono",
  framework: hono,
  start: async (policy, handler) => {
    const { cors } = await import("hono/cors");
    const { origin } = policy;
    const middleware = cors({
      origin: arePatterns(origin) ? originFunction(origin) : origin === "*" ? origin : (origin as string[]),
      credentials: policy.credentials,
      allowMethods: [...policy.methods],
      allowHeaders: listUnlessEcho(policy) ?? [],
      exposeHeaders: [...policy.exposedHeaders],
      maxAge: policy.maxAge,
    });
    return honoApp(handler, middleware);
  },
};
