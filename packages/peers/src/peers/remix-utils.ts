import { listUnlessEcho, stringsOrRegExps } from "../origin-options.ts";
import { fetchServer, type Peer } from "../peer.ts";

/** The middleware, called as React Router calls it. It passes preflights to the application, which answers 204 here. */
export const remixUtils: Peer = {
  name: "remix-utils",
  package: "remix-utils",
  start: async (policy, { serve }) => {
    const { createCorsMiddleware } = await import("remix-utils/middleware/cors");
    const [middleware] = createCorsMiddleware({
      origin: stringsOrRegExps(policy.origin),
      credentials: policy.credentials,
      methods: [...policy.methods],
      allowedHeaders: listUnlessEcho(policy) ?? [],
      exposedHeaders: [...policy.exposedHeaders],
      maxAge: policy.maxAge,
    });
    return fetchServer((request) => {
      const next = async (): Promise<Response> =>
        request.headers.has("access-control-request-method") ? new Response(null, { status: 204 }) : serve(request);
      return middleware({ request } as never, next) as Promise<Response>;
    });
  },
};
