// Our own cases once more as most users have it: Hono's server for Node puts a `Request` and a `Response` of its own in
// the place of the global ones. The handler of the conformance cases cannot run so: there the server joins a
// `Content-Type` that is appended to the one that it has added itself.
import type { Running } from "@fetch-cors/conformance/runtime";
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { ownCases } from "./own/index.ts";
import { startNode } from "./start-node.ts";

beforeEach(() => void vi.spyOn(console, "error").mockImplementation(() => undefined));

describe("@fetch-cors/hono with the Response of @hono/node-server", () => {
  const nativeResponse = Response;
  let running: Running | undefined;
  beforeAll(async () => {
    running = await startNode({ overrideGlobalObjects: true });
  });
  afterAll(() => running?.stop());

  test("Response is not Node's", () => expect(Response).not.toBe(nativeResponse));
  ownCases(() => running?.url ?? "");
});
