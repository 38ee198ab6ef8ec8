// Runs all cases on Node, with its own Request and Response.
import { describeRuntime } from "@fetch-cors/conformance/runtime";
import { beforeEach, vi } from "vitest";
import { honoVersion } from "./hono-version.ts";
import { ownCases } from "./own/index.ts";
import { startNode } from "./start-node.ts";

// Where Hono writes errors by default.
beforeEach(() => void vi.spyOn(console, "error").mockImplementation(() => undefined));

describeRuntime(
  {
    adapter: "@fetch-cors/hono",
    runtime: `Hono ${honoVersion} (Node ${process.versions.node})`,
    // The server adds a `Content-Type` to every body.
    transportHeaders: ["connection", "content-length", "content-type", "date", "keep-alive", "transfer-encoding"],
    losesStatusText: true,
    start: () => startNode({ overrideGlobalObjects: false }),
  },
  ownCases,
);
