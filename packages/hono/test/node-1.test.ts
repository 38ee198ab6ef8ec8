// Runs all cases on major version 1 of Hono's server for Node, with the Request and Response of Node.
import { describeRuntime } from "@fetch-cors/conformance/runtime";
import { beforeEach, vi } from "vitest";
import { CANNOT_RUN_1 } from "./cannot-run-1.ts";
import { honoVersion } from "./hono-version.ts";
import { honoCases } from "./own/index.ts";
import { startNode1 } from "./start-node-1.ts";

// Hono logs errors by default.
beforeEach(() => void vi.spyOn(console, "error").mockImplementation(() => undefined));

describeRuntime(
  {
    adapter: "@fetch-cors/hono",
    runtime: `Hono ${honoVersion} (Node ${process.versions.node}, @hono/node-server 1)`,
    // The server adds a `Content-Type` to every response.
    transportHeaders: ["connection", "content-length", "content-type", "date", "keep-alive", "transfer-encoding"],
    losesStatusText: true,
    start: () => startNode1({ overrideGlobalObjects: false }),
  },
  (url) => {
    beforeEach(({ task, skip }) => skip(task.name in CANNOT_RUN_1, CANNOT_RUN_1[task.name]));
    honoCases(url);
  },
);
