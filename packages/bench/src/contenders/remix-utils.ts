import type { Contender } from "../contender.ts";
import { listOrNothing, stringsOrRegExps } from "./origins.ts";

/** Its middleware, called as React Router calls it. It leaves OPTIONS to the application, which here answers 204. */
export const remixUtils: Contender = {
  name: "remix-utils",
  kind: "peer",
  package: "remix-utils",
  load: async () => {
    const { createCorsMiddleware } = await import("remix-utils/middleware/cors");
    return ({ origin, credentials, methods, allowedHeaders, exposedHeaders, maxAge }, { serve }) => {
      const [middleware] = createCorsMiddleware({
        origin: stringsOrRegExps(origin),
        credentials,
        methods: [...methods],
        allowedHeaders: listOrNothing(allowedHeaders) ?? [],
        exposedHeaders: [...exposedHeaders],
        maxAge,
      });
      return (request) => {
        const next = async (): Promise<Response> =>
          request.headers.has("access-control-request-method") ? new Response(null, { status: 204 }) : serve(request);
        return middleware({ request } as never, next) as Promise<Response>;
      };
    };
  },
};
