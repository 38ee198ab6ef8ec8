// Starts the example as a user does, and lets browsers of several origins use it.
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { createBrowser } from "@fetch-cors/browser";
import { type StartedProcess, startProcess } from "@fetch-cors/conformance/runtime";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

const cwd = fileURLToPath(new URL("..", import.meta.url));
const [bun = "", ...args] = JSON.parse(readFileSync(`${cwd}/package.json`, "utf8")).scripts.start.split(" ");

describe("the example for Bun", () => {
  let server: StartedProcess;
  beforeAll(async () => {
    server = await startProcess(`${cwd}/node_modules/.bin/${bun}`, args, { cwd, env: { PORT: "0", NO_COLOR: "1" } });
  });
  afterAll(() => server?.stop());

  const pageOf = (origin: string) => createBrowser({ origin, network: fetch });
  const change = { method: "PUT", headers: { "Content-Type": "application/json" }, body: '{"name":"Grace"}' };

  test.each(["https://app.example.com", "http://localhost:5173"])("the pages of %s do all of it", async (origin) => {
    const page = pageOf(origin);
    const list = await page.fetch(`${server.url}/api/users`, { credentials: "include" });
    expect([list.status, await list.json()]).toEqual([200, [{ id: 7, name: "Ada" }]]);

    const changed = await page.fetch(`${server.url}/api/users/7`, { ...change, credentials: "include" });
    expect([changed.status, await changed.json()]).toEqual([200, { id: 7, name: "Grace" }]);
    expect(page.log.map(({ request }) => request.method)).toEqual(["GET", "OPTIONS", "PUT"]);

    const broken = await page.fetch(`${server.url}/api/broken`, { credentials: "include" });
    expect([broken.status, await broken.json()]).toEqual([500, { error: "try again later" }]);
    expect(server.output()).toContain("the database is gone");

    const health = await page.fetch(`${server.url}/api/health`, { credentials: "include" });
    expect(await health.json()).toEqual({ healthy: true });
    const missing = await page.fetch(`${server.url}/api/nothing`, { credentials: "include" });
    expect(missing.status).toBe(404);
  });

  test("a method that a route does not have is refused by its preflight", async () => {
    const deletion = pageOf("https://app.example.com").fetch(`${server.url}/api/users/7`, { method: "DELETE" });
    await expect(deletion).rejects.toMatchObject({ code: "method-not-allowed" });
  });

  test.each(["http://127.0.0.1:5173", "https://evil.example", "https://app.example.com.evil.example", "null"])(
    "the pages of %s read nothing",
    async (origin) => {
      const page = pageOf(origin);
      for (const path of ["/api/users", "/api/broken", "/api/health", "/api/nothing"]) {
        await expect(page.fetch(server.url + path), path).rejects.toMatchObject({ code: "missing-allow-origin" });
      }
      await expect(page.fetch(`${server.url}/api/users/7`, change)).rejects.toThrow();
      expect(page.log.at(-1)?.request.method).toBe("OPTIONS");
    },
  );

  test("it answers on 127.0.0.1 and on localhost", async () => {
    const { port } = new URL(server.url);
    for (const host of ["127.0.0.1", "localhost"]) {
      expect((await fetch(`http://${host}:${port}/api/users`)).status, host).toBe(200);
    }
  });
});
