// Runs the conformance cases on the current version of Fastify and on the oldest supported one.
import { createRequire } from "node:module";
import { describeRuntime } from "@fetch-cors/conformance/runtime";
import fastify from "fastify";
import { expect, test } from "vitest";
import { addCases } from "./conformance-app.ts";

const require = createRequire(import.meta.url);
// Typed as the current version, because the oldest version has separate types.
const oldest: typeof fastify = require("fastify-oldest");

for (const create of [fastify, oldest]) {
  const { version } = create();
  describeRuntime(
    {
      adapter: "@fetch-cors/fastify",
      runtime: `Fastify ${version} on Node ${process.versions.node}`,
      // Fastify adds a `Content-Type` to most bodies.
      transportHeaders: ["connection", "content-length", "content-type", "date", "keep-alive", "transfer-encoding"],
      skipsInnerPolicy: true,
      start: async () => {
        const app = create({ forceCloseConnections: true });
        addCases(app, () => url);
        const url = await app.listen({ host: "127.0.0.1", port: 0 });
        return { url, stop: () => app.close() };
      },
    },
    () => test("the tested version is Fastify 5", () => expect(version).toMatch(/^5\./)),
  );
}
