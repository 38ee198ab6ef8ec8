// What the README advises against: another policy than the proxy's.
import { corsRoute } from "@fetch-cors/next";

export const { GET, OPTIONS } = corsRoute(
  { GET: () => new Response("public") },
  { origin: "*", exposedHeaders: ["X-Other"] },
);
