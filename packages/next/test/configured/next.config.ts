// The other half of the settings: what differs from the defaults is tested.
import { fileURLToPath } from "node:url";
import type { NextConfig } from "next";

const config: NextConfig = {
  basePath: "/base",
  cacheComponents: true,
  trailingSlash: true,
  output: "standalone",
  outputFileTracingRoot: fileURLToPath(new URL("../../../../", import.meta.url)),
  // A build that has to fail writes elsewhere.
  distDir: process.env["FAIL"] === "yes" ? ".next/failed" : ".next",
  redirects: async () => [{ source: "/proxied/old", destination: "/proxied/route/", permanent: true }],
  headers: async () => [{ source: "/api/open-headers", headers: [{ key: "Access-Control-Allow-Origin", value: "*" }] }],
  rewrites: async () => [{ source: "/rewritten", destination: "/api/for-some" }],
};

export default config;
