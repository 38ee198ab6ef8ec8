import type { Contender } from "../contender.ts";
import { stringsOrRegExps } from "./origins.ts";

export const elysia: readonly Contender[] = [
  {
    name: "elysia",
    kind: "bare",
    bare: "elysia",
    package: "elysia",
    load: async () => {
      const { Elysia } = await import("elysia");
      return (_settings, { serve }) => {
        const app = new Elysia().all("*", ({ request }) => serve(request));
        return (request) => app.fetch(request);
      };
    },
  },
  {
    name: "@elysiajs/cors",
    kind: "peer",
    bare: "elysia",
    package: "@elysiajs/cors",
    load: async () => {
      const { Elysia } = await import("elysia");
      const { cors } = await import("@elysiajs/cors");
      return ({ origin, credentials, methods, allowedHeaders, exposedHeaders, maxAge }, { serve }) => {
        const plugin = cors({
          origin: stringsOrRegExps(origin) as string,
          credentials,
          methods: [...methods] as never,
          allowedHeaders: allowedHeaders.includes("*") ? true : [...allowedHeaders],
          exposeHeaders: exposedHeaders.length > 0 ? [...exposedHeaders] : false,
          maxAge,
        } as never);
        const app = new Elysia().use(plugin).all("*", ({ request }) => serve(request));
        return (request) => app.fetch(request);
      };
    },
  },
];
