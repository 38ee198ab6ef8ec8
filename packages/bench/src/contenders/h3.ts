import type { H3Event, Middleware } from "h3";
import type { Contender, Handler, Serve } from "../contender.ts";
import { stringsOrRegExps } from "./origins.ts";

type H3 = typeof import("h3");

function app({ H3 }: H3, { serve }: Handler, middleware?: Middleware): Serve {
  const h3 = new H3();
  if (middleware) h3.use(middleware);
  h3.all("/**", (event) => serve(event.req));
  return (request) => h3.fetch(request);
}

export const h3: readonly Contender[] = [
  {
    name: "h3",
    kind: "bare",
    bare: "h3",
    package: "h3",
    load: async () => {
      const module = await import("h3");
      return (_settings, handler) => app(module, handler);
    },
  },
  {
    name: "h3 handleCors",
    kind: "peer",
    bare: "h3",
    package: "h3",
    load: async () => {
      const module = await import("h3");
      return ({ origin, credentials, methods, allowedHeaders, exposedHeaders, maxAge }, handler) => {
        const options = {
          origin: stringsOrRegExps(origin),
          credentials,
          methods: [...methods],
          allowHeaders: allowedHeaders.includes("*") ? ("*" as const) : [...allowedHeaders],
          exposeHeaders: [...exposedHeaders],
          maxAge: String(maxAge),
        };
        return app(module, handler, (event: H3Event) => {
          const answer = module.handleCors(event, options);
          return answer === false ? undefined : answer;
        });
      };
    },
  },
];
