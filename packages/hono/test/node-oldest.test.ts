// Runs all cases on Node with the oldest Hono that the package admits. What it has no part for yet comes from the current one.
import { readFileSync } from "node:fs";
import { describeRuntime } from "@fetch-cors/conformance/runtime";
import { beforeEach, expect, test, vi } from "vitest";
import { ownCases } from "./own/index.ts";

/** By a case's name, why it fails here; none because of the policy. */
const CANNOT_RUN: Readonly<Record<string, string>> = {
  "The response of an HTTPException goes out, without the CORS headers that it had":
    "Hono sends it with a status of 200",
  "A timeout is a 504 that the page can read": "hono/timeout throws the HTTPException of another Hono",
  "The refusals of csrf and of bodyLimit can be read": "so does hono/body-limit",
  "An app.notFound that throws ends at app.onError, and the page can read it":
    "Hono sends the HTTPException's own response, and where only the policy matches, past it",
  "compress merges its part into Vary, on either side": "hono/compress leaves Vary alone",
};

const { exports, version } = JSON.parse(
  readFileSync(new URL("../node_modules/hono-oldest/package.json", import.meta.url), "utf8"),
) as { readonly exports: object; readonly version: string };
for (const part of Object.keys(exports)) {
  vi.doMock(part.replace(".", "hono"), () => import(part.replace(".", "hono-oldest")));
}

beforeEach(() => void vi.spyOn(console, "error").mockImplementation(() => undefined));

describeRuntime(
  {
    adapter: "@fetch-cors/hono",
    runtime: `Hono ${version} (Node ${process.versions.node})`,
    transportHeaders: ["connection", "content-length", "content-type", "date", "keep-alive", "transfer-encoding"],
    losesStatusText: true,
    // Only now, so that it gets the other Hono.
    start: async () => (await import("./start-node.ts")).startNode({ overrideGlobalObjects: false }),
  },
  (url) => {
    beforeEach(({ task, skip }) => skip(task.name in CANNOT_RUN, CANNOT_RUN[task.name]));
    test("It is the oldest Hono", async () =>
      expect((await import("hono")).Hono).toBe((await import("hono-oldest")).Hono));
    ownCases(url);
  },
);
