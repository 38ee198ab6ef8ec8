// The app that the tests build and start. Each setting that differs from the defaults is tested.
import type { NextConfig } from "next";

const config: NextConfig = {
  // The conformance cases are TypeScript sources.
  transpilePackages: ["@fetch-cors/conformance"],
  // Usually off, because a server in front of the app often compresses, and the conformance cases do not expect it.
  compress: process.env["COMPRESS"] === "yes",
  // For forbidden() and unauthorized().
  experimental: { authInterrupts: true },
  // The README advises against this: headers behind the proxy, which its policy cannot remove.
  headers: async () => [
    {
      source: "/proxied/static",
      has: [{ type: "query", key: "configured" }],
      headers: [{ key: "Access-Control-Allow-Origin", value: "*" }],
    },
  ],
  rewrites: async () => [
    { source: "/proxied/elsewhere", destination: `${process.env["UPSTREAM"]}/` },
    { source: "/rewritten/:id", destination: "/api/users/:id" },
  ],
};

export default config;
