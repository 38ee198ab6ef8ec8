import type { Contender } from "../contender.ts";
import { listOrNothing, stringsOrRegExps } from "./origins.ts";

/** Its middleware without its router: called with the part of a context that it reads. */
export const remix: Contender = {
  name: "@remix-run/cors-middleware",
  kind: "peer",
  package: "@remix-run/cors-middleware",
  load: async () => {
    const { cors } = await import("@remix-run/cors-middleware");
    return ({ origin, credentials, methods, allowedHeaders, exposedHeaders, maxAge }, { serve }) => {
      const listed = listOrNothing(allowedHeaders);
      const middleware = cors({
        origin: stringsOrRegExps(origin),
        credentials,
        methods: [...methods],
        ...(listed && { allowedHeaders: listed }),
        exposedHeaders: [...exposedHeaders],
        maxAge,
      });
      return (request) => {
        const context = { request, headers: request.headers, method: request.method };
        return middleware(context as never, async () => serve(request)) as Promise<Response>;
      };
    };
  },
};
