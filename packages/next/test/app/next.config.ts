// The app that the tests build and start; what differs from the defaults is what a test is about.
import type { NextConfig } from "next";

const config: NextConfig = {
  // The cases are TypeScript that is not built.
  transpilePackages: ["@fetch-cors/conformance"],
  // A server in front of the app often does this; the shared cases know no compression.
  compress: process.env["COMPRESS"] === "yes",
  // For forbidden() and unauthorized().
  experimental: { authInterrupts: true },
  // What the README advises against, behind the proxy: its policy cannot take these headers away.
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
