import { fileURLToPath } from "node:url";
import { createBrowser } from "@fetch-cors/browser";
import { type StartedProcess, startProcess } from "@fetch-cors/conformance/runtime";
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

  const pageOf = (origin: string) => createBrowser({ origin, network: (request) => fetch(request) });

  test.for([APP, "http://localhost:5173"])("a page of %s reads and changes users", async (origin) => {
    const page = pageOf(origin);
    const users = await page.fetch(`${server.url}/api/users`, { credentials: "include" });
    expect(await users.json()).toEqual([{ id: 7, name: "Ada" }]);
    const headers = { "Content-Type": "application/json" };
    const init = { method: "PUT", headers, body: '{"name":"Grace"}', credentials: "include" } as const;
    const changed = await page.fetch(`${server.url}/api/users/7`, init);
    expect(await changed.json()).toEqual({ id: 7, name: "Grace" });
    expect(page.log.map(({ request, verdict }) => `${request.method} ${verdict}`)).toEqual([
      "GET shared",
      "OPTIONS allowed",
      "PUT shared",
    ]);
  });

  test("a page sees the 500 and the 404 as what they are", async () => {
    const page = pageOf(APP);
    expect((await page.fetch(`${server.url}/api/broken`)).status).toBe(500);
    expect((await page.fetch(`${server.url}/nowhere`)).status).toBe(404);
  });

  test("a page of another origin is blocked, before its request is sent where there is a preflight", async () => {
    const page = pageOf("http://127.0.0.1:5173");
    await expect(page.fetch(`${server.url}/api/users`)).rejects.toMatchObject({ code: "missing-allow-origin" });
    await expect(page.fetch(`${server.url}/api/users/7`, { method: "PUT" })).rejects.toThrow();
    expect(page.log.map(({ request }) => request.method)).toEqual(["GET", "OPTIONS"]);
  });
});

test.for([
  [
    "is no list of origins",
    { ALLOWED_ORIGINS: "https://app.example.com/" },
    '"https://app.example.com/" ends with a slash',
  ],
  ["is empty", { ALLOWED_ORIGINS: "" }, 'origin[0]: "" (invalid origin); write "https://example.com"'],
  ["is missing", {}, 'origin[0]: "" (invalid origin); write "https://example.com"'],
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
