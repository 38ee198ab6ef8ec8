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

  test("a page sees the 500 and the 404 as what they are", async () => {
    const page = pageOf(APP);
    expect((await page.fetch(`${server.url}/api/broken`)).status).toBe(500);
    expect((await page.fetch(`${server.url}/nowhere`)).status).toBe(404);
  });
});

test.for([
  [
    "is no list of origins",
    { ALLOWED_ORIGINS: "https://app.example.com/" },
    '"https://app.example.com/" ends with a slash',
  ],
  ["is empty", { ALLOWED_ORIGINS: "" }, 'allows no origin; write origin: ["https://example.com"]'],
  ["is missing", {}, 'allows no origin; write origin: ["https://example.com"]'],
] as const)("a variable that %s opens nothing, and the log says what to write", async ([, vars, message]) => {
  const server = await start({ VARS: JSON.stringify(vars) });
  try {
    // The second one too: what failed is not kept.
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
