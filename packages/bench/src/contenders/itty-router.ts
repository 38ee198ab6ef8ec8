import type { Contender } from "../contender.ts";
import { arePatterns, patternFunction } from "./origins.ts";

/** Its two functions, without its router. */
export const ittyRouter: Contender = {
  name: "itty-router",
  kind: "peer",
  package: "itty-router",
  load: async () => {
    const { cors } = await import("itty-router");
    return ({ origin, credentials, methods, allowedHeaders, exposedHeaders, maxAge }, { serve }) => {
      const { preflight, corsify } = cors({
        origin: arePatterns(origin) ? patternFunction(origin) : origin === "*" ? origin : (origin as string[]),
        credentials: credentials as true,
        allowMethods: [...methods],
        allowHeaders: [...allowedHeaders],
        exposeHeaders: [...exposedHeaders],
        maxAge,
      });
      return (request) => {
        const answer = preflight(request as never);
        if (answer) return answer;
        const response = serve(request);
        return response instanceof Promise
          ? response.then((settled) => corsify(settled, request as never))
          : corsify(response, request as never);
      };
    };
  },
};
