// @vitest-environment jsdom
import { Blob as RuntimeBlob } from "node:buffer";
import { expect, test } from "vitest";
import { echoOf, testEnvironment } from "./dom-environment.ts";

test("the environment is jsdom", () => {
  expect(navigator.userAgent).toContain("jsdom");
});

testEnvironment();

test("a Blob of jsdom is refused with what to do, also in a form; one of the runtime is not", async () => {
  const form = new FormData();
  form.set("file", new File(["x"], "x.txt"));
  for (const body of [new Blob(["x"]), new File(["x"], "x.txt"), form]) {
    await expect(echoOf(body)).rejects.toThrow("run the test in the node environment");
  }
  expect(await echoOf(new RuntimeBlob(["x"], { type: "text/plain" }) as Blob)).toBe("text/plain: x");
});
