import type { MiddlewareHandler } from "hono";
import type { Contender, Handler, Serve } from "../contender.ts";
import { arePatterns, listOrNothing, patternFunction } from "./origins.ts";

type Hono = typeof import("hono");

const HONO = "hono";

function app({ Hono }: Hono, { serve }: Handler, middleware?: MiddlewareHandler): Serve {
  const hono = new Hono();
  if (middleware) hono.use(middleware);
  hono.all("*", (c) => serve(c.req.raw));
  return (request) => hono.fetch(request);
}

export const hono: readonly Contender[] = [
  {
    name: HONO,
    kind: "bare",
    bare: HONO,
    package: HONO,
    load: async () => {
      const module = await import("hono");
      return (_settings, handler) => app(module, handler);
    },
  },
  {
    name: "hono/cors",
    kind: "peer",
    bare: HONO,
    package: HONO,
    load: async () => {
      const module = await import("hono");
      const { cors } = await import("hono/cors");
      return ({ origin, credentials, methods, allowedHeaders, exposedHeaders, maxAge }, handler) => {
        const middleware = cors({
          origin: arePatterns(origin) ? patternFunction(origin) : origin === "*" ? origin : (origin as string[]),
          credentials,
          allowMethods: [...methods],
          allowHeaders: listOrNothing(allowedHeaders) ?? [],
          exposeHeaders: [...exposedHeaders],
          maxAge,
        });
        return app(module, handler, middleware);
      };
    },
  },
  {
    name: "@fetch-cors/hono",
    kind: "ours",
    rival: "hono/cors",
    bare: HONO,
    package: "@fetch-cors/hono",
    load: async () => {
      const module = await import("hono");
      const { cors } = await import("@fetch-cors/hono");
      return (settings, handler) => app(module, handler, (cors as (policy: object) => MiddlewareHandler)(settings));
    },
  },
];
