// @vitest-environment happy-dom
import { expect, test } from "vitest";
import { echoOf, testEnvironment } from "./dom-environment.ts";

test("the environment is happy-dom", () => {
  expect(navigator.userAgent).toContain("HappyDOM");
});

testEnvironment();

test("a Blob of happy-dom is a body, also in a form", async () => {
  const form = new FormData();
  form.set("file", new File(["x"], "x.txt", { type: "text/plain" }));
  expect(await echoOf(form)).toContain('filename="x.txt"\r\nContent-Type: text/plain\r\n\r\nx');
  expect(await echoOf(new Blob(["x"], { type: "text/plain" }))).toBe("text/plain: x");
});
