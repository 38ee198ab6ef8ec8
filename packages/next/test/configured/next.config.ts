// Settings that the main app does not have. Each one is tested.
import { fileURLToPath } from "node:url";
import type { NextConfig } from "next";

const config: NextConfig = {
  basePath: "/base",
  cacheComponents: true,
  trailingSlash: true,
  output: "standalone",
  outputFileTracingRoot: fileURLToPath(new URL("../../../../", import.meta.url)),
  // A failing build writes to another folder.
  distDir: process.env["FAIL"] === "yes" ? ".next/failed" : ".next",
  redirects: async () => [{ source: "/proxied/old", destination: "/proxied/route/", permanent: true }],
  headers: async () => [{ source: "/api/open-headers", headers: [{ key: "Access-Control-Allow-Origin", value: "*" }] }],
  rewrites: async () => [{ source: "/rewritten", destination: "/api/for-some" }],
};

export default config;
