import { listUnlessEcho, stringsOrRegExps } from "../origin-options.ts";
import { fetchServer, type Peer } from "../peer.ts";

/** The middleware of Remix without its router, called with the part of a context that the middleware reads. */
export const remix: Peer = {
  name: "@remix-run/cors-middleware",
  package: "@remix-run/cors-middleware",
  start: async (policy, { serve }) => {
    const { cors } = await import("@remix-run/cors-middleware");
    const listed = listUnlessEcho(policy);
    const middleware = cors({
      origin: stringsOrRegExps(policy.origin),
      credentials: policy.credentials,
      methods: [...policy.methods],
      ...(listed && { allowedHeaders: listed }),
      exposedHeaders: [...policy.exposedHeaders],
      maxAge: policy.maxAge,
    });
    return fetchServer((request) => {
      const context = { request, headers: request.headers, method: request.method };
      return middleware(context as never, async () => serve(request)) as Promise<Response>;
    });
  },
};
