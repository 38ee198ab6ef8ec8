import { fileURLToPath } from "node:url";
import { type StartedProcess, startProcess } from "@fetch-cors/conformance/runtime";
import { pageOf, testUsersApi } from "@fetch-cors/conformance/users-api";
import { afterAll, beforeAll, expect, test } from "vitest";

const APP = "https://app.example.com";

let server: StartedProcess;
beforeAll(async () => {
  const cwd = fileURLToPath(new URL("..", import.meta.url));
  server = await startProcess("npx", ["tsx", "server.ts"], { cwd, env: { PORT: "0" } });
});
afterAll(() => server?.stop());

const json = { "Content-Type": "application/json" };

testUsersApi(() => server.url, []);

test("a page can read the errors of a handler and of the parser, and a 404", async () => {
  const page = pageOf(APP);
  const broken = await page.fetch(`${server.url}/api/broken`);
  expect([broken.status, await broken.json()]).toEqual([500, { error: "Internal Server Error" }]);
  expect(server.output()).toContain("out of order");
  const unreadable = await page.fetch(`${server.url}/api/users/7`, { method: "PUT", headers: json, body: "{" });
  expect(unreadable.status).toBe(400);
  expect((await page.fetch(`${server.url}/nowhere`)).status).toBe(404);
});
