// Runs all cases in Hono's default setup on Node: `@hono/node-server` replaces the global `Request` and `Response`.
import { describeRuntime } from "@fetch-cors/conformance/runtime";
import { beforeEach, expect, test, vi } from "vitest";
import { honoVersion } from "./hono-version.ts";
import { honoCases } from "./own/index.ts";
import { startNode } from "./start-node.ts";

beforeEach(() => void vi.spyOn(console, "error").mockImplementation(() => undefined));

const nativeResponse = Response;

describeRuntime(
  {
    adapter: "@fetch-cors/hono",
    runtime: `Hono ${honoVersion} (Node ${process.versions.node}, Response of @hono/node-server 2)`,
    transportHeaders: ["connection", "content-length", "content-type", "date", "keep-alive", "transfer-encoding"],
    losesStatusText: true,
    start: () => startNode({ overrideGlobalObjects: true }),
  },
  (url) => {
    test("Response is not that of Node", () => expect(Response).not.toBe(nativeResponse));
    honoCases(url);
  },
);
