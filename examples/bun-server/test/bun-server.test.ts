// Starts the example like a user, and sends requests from browsers of several origins.
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { type StartedProcess, startProcess } from "@fetch-cors/conformance/runtime";
import { pageOf, testBrokenPath, testUsersApi } from "@fetch-cors/conformance/users-api";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

const cwd = fileURLToPath(new URL("..", import.meta.url));
const [bun = "", ...args] = JSON.parse(readFileSync(`${cwd}/package.json`, "utf8")).scripts.start.split(" ");

describe("the example for Bun", () => {
  let server: StartedProcess;
  beforeAll(async () => {
    server = await startProcess(`${cwd}/node_modules/.bin/${bun}`, args, { cwd, env: { PORT: "0", NO_COLOR: "1" } });
  });
  afterAll(() => server?.stop());

  testUsersApi(() => server.url, ["/api/broken", "/api/health", "/api/nothing"]);
  testBrokenPath(() => server, { error: "try again later" }, "the database is gone");

  test.each(["https://app.example.com", "http://localhost:5173"])(
    "a page of %s can read the health check and a 404",
    async (origin) => {
      const page = pageOf(origin);
      const health = await page.fetch(`${server.url}/api/health`, { credentials: "include" });
      expect(await health.json()).toEqual({ healthy: true });
      const missing = await page.fetch(`${server.url}/api/nothing`, { credentials: "include" });
      expect(missing.status).toBe(404);
    },
  );

  test("the preflight denies a method that a route does not have", async () => {
    const deletion = pageOf("https://app.example.com").fetch(`${server.url}/api/users/7`, { method: "DELETE" });
    await expect(deletion).rejects.toMatchObject({ code: "method-not-allowed" });
  });
});
