// Runs all cases on Node, with the Request and Response of Node.
import { describeRuntime } from "@fetch-cors/conformance/runtime";
import { beforeEach, vi } from "vitest";
import { honoVersion } from "./hono-version.ts";
import { honoCases } from "./own/index.ts";
import { startNode } from "./start-node.ts";

// Hono logs errors by default.
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
  honoCases,
);
