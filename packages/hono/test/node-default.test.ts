// Runs all cases as most users run Hono on Node: `@hono/node-server` replaces the global `Request` and `Response`.
import { describeRuntime } from "@fetch-cors/conformance/runtime";
import { beforeEach, expect, test, vi } from "vitest";
import { honoVersion } from "./hono-version.ts";
import { ownCases } from "./own/index.ts";
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
    test("Response is not Node's", () => expect(Response).not.toBe(nativeResponse));
    ownCases(url);
  },
);
