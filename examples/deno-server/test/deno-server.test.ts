// Starts the example in both of its ways, as a user does, and lets browsers of several origins use it.
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { createBrowser } from "@fetch-cors/browser";
import { type StartedProcess, startProcess } from "@fetch-cors/conformance/runtime";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

const cwd = fileURLToPath(new URL("..", import.meta.url));
const env = { PORT: "0", NO_COLOR: "1", DENO_NO_UPDATE_CHECK: "1" };
const [deno = "", ...start] = JSON.parse(readFileSync(`${cwd}/package.json`, "utf8")).scripts.start.split(" ");

describe.each([
  ["pnpm start", start],
  ["deno serve", ["serve", "--port=0", "api.ts"]],
])("By %s", (_, args) => {
  let server: StartedProcess;
  beforeAll(async () => {
    server = await startProcess(`${cwd}/node_modules/.bin/${deno}`, [args[0], "--no-prompt", ...args.slice(1)], {
      cwd,
      env,
    });
  });
  afterAll(() => server?.stop());

  const pageOf = (origin: string) => createBrowser({ origin, network: fetch });
  const change = { method: "PUT", headers: { "Content-Type": "application/json" }, body: '{"name":"Grace"}' };

  test.each(["https://app.example.com", "http://localhost:5173"])("the pages of %s do all of it", async (origin) => {
    const page = pageOf(origin);
    const list = await page.fetch(`${server.url}/api/users`, { credentials: "include" });
    expect(await list.json()).toEqual([{ id: 7, name: "Ada" }]);

    const changed = await page.fetch(`${server.url}/api/users/7`, { ...change, credentials: "include" });
    expect([changed.status, await changed.json()]).toEqual([200, { id: 7, name: "Grace" }]);
    expect(page.log.map(({ request }) => request.method)).toEqual(["GET", "OPTIONS", "PUT"]);

    const broken = await page.fetch(`${server.url}/api/broken`, { credentials: "include" });
    expect([broken.status, await broken.json()]).toEqual([500, { error: "try again later" }]);
    expect(server.output()).toContain("Error: the database is gone");

    const missing = await page.fetch(`${server.url}/api/nothing`, { credentials: "include" });
    expect([missing.status, await missing.json()]).toEqual([404, { error: "not found" }]);
  });

  test.each(["http://127.0.0.1:5173", "https://evil.example", "https://app.example.com.evil.example", "null"])(
    "the pages of %s read nothing",
    async (origin) => {
      const page = pageOf(origin);
      for (const path of ["/api/users", "/api/broken", "/api/nothing"]) {
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
