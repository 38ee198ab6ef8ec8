// The README advises against this: a policy that differs from that of the proxy.
import { corsRoute } from "@fetch-cors/next";

export const { GET, OPTIONS } = corsRoute(
  { GET: () => new Response("public") },
  { origin: "*", exposedHeaders: ["X-Other"] },
);
