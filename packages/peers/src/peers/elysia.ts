import { allowsEveryHeader, stringsOrRegExps } from "../origin-options.ts";
import { type Framework, fetchServer, type Peer } from "../peer.ts";

const elysia: Framework = {
  name: "elysia",
  start: async ({ serve }) => {
    const { Elysia } = await import("elysia");
    const app = new Elysia().all("*", ({ request }) => serve(request));
    return fetchServer((request) => app.fetch(request));
  },
};

export const elysiaCors: Peer = {
  name: "@elysiajs/cors",
  package: "@elysiajs/cors",
  framework: elysia,
  start: async (policy, { serve }) => {
    const { Elysia } = await import("elysia");
    const { cors } = await import("@elysiajs/cors");
    const plugin = cors({
      origin: stringsOrRegExps(policy.origin) as string,
      credentials: policy.credentials,
      methods: [...policy.methods] as never,
      allowedHeaders: allowsEveryHeader(policy) ? true : [...policy.allowedHeaders],
      exposeHeaders: policy.exposedHeaders.length > 0 ? [...policy.exposedHeaders] : false,
      maxAge: policy.maxAge,
    } as never);
    const app = new Elysia().use(plugin).all("*", ({ request }) => serve(request));
    return fetchServer((request) => app.fetch(request));
  },
};
