import type { Contender, Settings } from "../contender.ts";
import { arePatterns, listOrNothing, patternFunction } from "./origins.ts";

type Server = typeof import("@whatwg-node/server");

const BARE_ADAPTER = "@whatwg-node/server";

/** It takes lists of strings; for patterns a function gives the options of each request. */
function plugin({ useCORS }: Server, settings: Settings) {
  const { origin, credentials, methods, allowedHeaders, exposedHeaders, maxAge } = settings;
  const listed = listOrNothing(allowedHeaders);
  const options = {
    origin: [...origin],
    credentials,
    methods: [...methods],
    ...(listed && { allowedHeaders: listed }),
    exposedHeaders: [...exposedHeaders],
    maxAge,
  };
  if (!arePatterns(origin)) return useCORS(options);
  const match = patternFunction(origin);
  return useCORS((request: Request) => {
    const matched = match(request.headers.get("origin") ?? "");
    return matched === undefined ? false : { ...options, origin: [matched] };
  });
}

export const whatwgNode: readonly Contender[] = [
  {
    name: BARE_ADAPTER,
    kind: "bare",
    bare: BARE_ADAPTER,
    package: BARE_ADAPTER,
    load: async () => {
      const { createServerAdapter } = await import("@whatwg-node/server");
      return (_settings, { serve }) => {
        const adapter = createServerAdapter(serve);
        return (request) => adapter.fetch(request);
      };
    },
  },
  {
    name: "@whatwg-node/server useCORS",
    kind: "peer",
    bare: BARE_ADAPTER,
    package: BARE_ADAPTER,
    load: async () => {
      const server = await import("@whatwg-node/server");
      return (settings, { serve }) => {
        const adapter = server.createServerAdapter(serve, { plugins: [plugin(server, settings)] });
        return (request) => adapter.fetch(request);
      };
    },
  },
];
