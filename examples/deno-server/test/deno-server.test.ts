// Starts the example in both ways, like a user, and sends requests from browsers of several origins.
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { type StartedProcess, startProcess } from "@fetch-cors/conformance/runtime";
import { pageOf, testBrokenPath, testUsersApi } from "@fetch-cors/conformance/users-api";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

const cwd = fileURLToPath(new URL("..", import.meta.url));
const env = { PORT: "0", NO_COLOR: "1", DENO_NO_UPDATE_CHECK: "1" };
const [deno = "", ...start] = JSON.parse(readFileSync(`${cwd}/package.json`, "utf8")).scripts.start.split(" ");

describe.each([
  ["pnpm start", start],
  ["deno serve", ["serve", "--port=0", "api.ts"]],
])("with %s", (_, args) => {
  let server: StartedProcess;
  beforeAll(async () => {
    server = await startProcess(`${cwd}/node_modules/.bin/${deno}`, [args[0], "--no-prompt", ...args.slice(1)], {
      cwd,
      env,
    });
  });
  afterAll(() => server?.stop());

  testUsersApi(() => server.url, ["/api/broken", "/api/nothing"]);
  testBrokenPath(() => server, { error: "try again later" }, "Error: the database is gone");

  test.each(["https://app.example.com", "http://localhost:5173"])("a page of %s can read a 404", async (origin) => {
    const page = pageOf(origin);
    const missing = await page.fetch(`${server.url}/api/nothing`, { credentials: "include" });
    expect([missing.status, await missing.json()]).toEqual([404, { error: "not found" }]);
  });
});
