// Runs all cases with the `Request` and `Response` of `@hono/node-server` 1, which loses changes of headers.
import { describeRuntime } from "@fetch-cors/conformance/runtime";
import { beforeEach, expect, test, vi } from "vitest";
import { CANNOT_RUN_1_DEFAULT } from "./cannot-run-1.ts";
import { honoVersion } from "./hono-version.ts";
import { honoCases } from "./own/index.ts";
import { startNode1 } from "./start-node-1.ts";

beforeEach(() => void vi.spyOn(console, "error").mockImplementation(() => undefined));

describeRuntime(
  {
    adapter: "@fetch-cors/hono",
    runtime: `Hono ${honoVersion} (Node ${process.versions.node}, Response of @hono/node-server 1)`,
    transportHeaders: ["connection", "content-length", "content-type", "date", "keep-alive", "transfer-encoding"],
    losesStatusText: true,
    start: () => startNode1({ overrideGlobalObjects: true }),
  },
  (url) => {
    test("Response loses header changes", () => {
      const response = new Response("text");
      response.headers.set("X-Changed", "1");
      expect(response.clone().headers.get("X-Changed")).toBeNull();
    });
    beforeEach(({ task, skip }) => skip(task.name in CANNOT_RUN_1_DEFAULT, CANNOT_RUN_1_DEFAULT[task.name]));
    honoCases(url);
  },
);
