import { arePatterns, listUnlessEcho, originFunction } from "../origin-options.ts";
import { type Framework, fetchServer, type Peer, type Policy } from "../peer.ts";

type WhatwgNode = typeof import("@whatwg-node/server");

/** The plugin accepts lists of strings. A function returns the options of each request under patterns. */
function plugin({ useCORS }: WhatwgNode, policy: Policy) {
  const { origin } = policy;
  const listed = listUnlessEcho(policy);
  const options = {
    origin: [...origin],
    credentials: policy.credentials,
    methods: [...policy.methods],
    ...(listed && { allowedHeaders: listed }),
    exposedHeaders: [...policy.exposedHeaders],
    maxAge: policy.maxAge,
  };
  if (!arePatterns(origin)) return useCORS(options);
  const match = originFunction(origin);
  return useCORS((request: Request) => {
    const matched = match(request.headers.get("origin") ?? "");
    return matched === undefined ? false : { ...options, origin: [matched] };
  });
}

const whatwgNode: Framework = {
  name: "@whatwg-node/server",
  start: async ({ serve }) => {
    const { createServerAdapter } = await import("@whatwg-node/server");
    const adapter = createServerAdapter(serve);
    return fetchServer((request) => adapter.fetch(request));
  },
};

export const whatwgNodeCors: Peer = {
  name: "@whatwg-node/server useCORS",
  package: "@whatwg-node/server",
  framework: whatwgNode,
  start: async (policy, { serve }) => {
    const library = await import("@whatwg-node/server");
    const adapter = library.createServerAdapter(serve, { plugins: [plugin(library, policy)] });
    return fetchServer((request) => adapter.fetch(request));
  },
};
