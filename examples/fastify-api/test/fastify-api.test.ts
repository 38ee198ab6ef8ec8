import { fileURLToPath } from "node:url";
import { type StartedProcess, startProcess } from "@fetch-cors/conformance/runtime";
import { pageOf, testBrokenPath, testUsersApi } from "@fetch-cors/conformance/users-api";
import { afterAll, beforeAll, expect, test } from "vitest";

const APP = "https://app.example.com";

let server: StartedProcess;
beforeAll(async () => {
  const cwd = fileURLToPath(new URL("..", import.meta.url));
  server = await startProcess("npx", ["tsx", "server.ts"], { cwd, env: { PORT: "0" } });
});
afterAll(() => server?.stop());

testUsersApi(() => server.url, []);
testBrokenPath(() => server, { error: "Internal Server Error" }, "out of order");

test("a page can read an error of the parser and a 404", async () => {
  const page = pageOf(APP);
  const headers = { "Content-Type": "application/json" };
  const unreadable = await page.fetch(`${server.url}/api/users/7`, { method: "PUT", headers, body: "{" });
  expect(unreadable.status).toBe(400);
  expect((await page.fetch(`${server.url}/api/nowhere`)).status).toBe(404);
});

test("every page can read the status", async () => {
  const response = await pageOf("https://evil.example").fetch(`${server.url}/status`);
  expect(await response.json()).toEqual({ up: true });
});
