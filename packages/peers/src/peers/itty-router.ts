import { allowsEveryHeader, arePatterns, originFunction } from "../origin-options.ts";
import { fetchServer, type Peer } from "../peer.ts";

/** The two functions of itty-router, without its router. */
export const ittyRouter: Peer = {
  name: "itty-router",
  package: "itty-router",
  start: async (policy, { serve }) => {
    const { origin, credentials, methods, allowedHeaders, exposedHeaders, maxAge } = policy;
    if (allowsEveryHeader(policy) && credentials) return { cannot: "allowedHeaders" };
    const { cors } = await import("itty-router");
    const { preflight, corsify } = cors({
      origin: arePatterns(origin) ? originFunction(origin) : origin === "*" ? origin : (origin as string[]),
      credentials: credentials as true,
      allowMethods: [...methods],
      allowHeaders: [...allowedHeaders],
      exposeHeaders: [...exposedHeaders],
      maxAge,
    });
    return fetchServer((request) => {
      const preflightAnswer = preflight(request as never);
      if (preflightAnswer) return preflightAnswer;
      const response = serve(request);
      return response instanceof Promise
        ? response.then((awaited) => corsify(awaited, request as never))
        : corsify(response, request as never);
    });
  },
};
