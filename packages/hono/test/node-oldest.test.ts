// Runs all cases on Node with the oldest supported version of Hono. Modules that it lacks come from the current
// version.
import { readFileSync } from "node:fs";
import { describeRuntime } from "@fetch-cors/conformance/runtime";
import { beforeEach, expect, test, vi } from "vitest";
import { honoCases } from "./own/index.ts";

/** The cases that fail here, by name, with the reason. No reason concerns the policy. */
const CANNOT_RUN: Readonly<Record<string, string>> = {
  "The response of an HTTPException is sent without its own CORS headers": "Hono sends it with a status of 200",
  "A timeout produces a 504 that the page can read": "hono/timeout throws the HTTPException of another Hono",
  "The error responses of csrf and bodyLimit can be read": "hono/body-limit does too",
  "An error of app.notFound goes to app.onError, and the page can read the response":
    "Hono sends the response of the HTTPException, past the policy if only the policy matches",
  "compress inside or outside of the policy adds to Vary": "hono/compress does not set Vary",
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
    // Imported late, so that it gets the other version of Hono.
    start: async () => (await import("./start-node.ts")).startNode({ overrideGlobalObjects: false }),
  },
  (url) => {
    beforeEach(({ task, skip }) => skip(task.name in CANNOT_RUN, CANNOT_RUN[task.name]));
    test("The tested Hono is the oldest supported version", async () =>
      expect((await import("hono")).Hono).toBe((await import("hono-oldest")).Hono));
    honoCases(url);
  },
);
