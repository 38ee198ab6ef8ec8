import { fileURLToPath } from "node:url";
import { type StartedProcess, startProcess } from "@fetch-cors/conformance/runtime";
import { pageOf, testUsersApi } from "@fetch-cors/conformance/users-api";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

const APP = "https://app.example.com";
const cwd = fileURLToPath(new URL("..", import.meta.url));
const start = (env: Record<string, string> = {}): Promise<StartedProcess> =>
  startProcess("npx", ["tsx", "start.ts"], { cwd, env: { PORT: "0", ...env } });

describe("the worker", () => {
  let server: StartedProcess;
  beforeAll(async () => {
    server = await start();
  });
  afterAll(() => server?.stop());

  testUsersApi(() => server.url, []);

  test("a page can read the 500 and the 404", async () => {
    const page = pageOf(APP);
    expect((await page.fetch(`${server.url}/api/broken`)).status).toBe(500);
    expect((await page.fetch(`${server.url}/nowhere`)).status).toBe(404);
  });
});

test.for([
  [
    "is not a list of origins",
    { ALLOWED_ORIGINS: "https://app.example.com/" },
    '"https://app.example.com/" ends with a slash',
  ],
  ["is empty", { ALLOWED_ORIGINS: "" }, 'allows no origin; write origin: ["https://example.com"]'],
  ["is missing", {}, 'allows no origin; write origin: ["https://example.com"]'],
] as const)("a variable that %s allows no origin, and the log shows what to write", async ([, vars, message]) => {
  const server = await start({ VARS: JSON.stringify(vars) });
  try {
    // Twice, because a failure is not cached.
    for (const _ of [1, 2]) {
      const response = await fetch(`${server.url}/api/users`, { headers: { Origin: APP } });
      expect(response.status).toBe(500);
      expect(response.headers.get("Access-Control-Allow-Origin")).toBeNull();
    }
    await expect.poll(server.output).toContain(message);
  } finally {
    await server.stop();
  }
});
