import { fileURLToPath } from "node:url";
import { createBrowser } from "@fetch-cors/browser";
import { type StartedProcess, startProcess } from "@fetch-cors/conformance/runtime";
import { afterAll, beforeAll, expect, test } from "vitest";

const APP = "https://app.example.com";

let server: StartedProcess;
beforeAll(async () => {
  const cwd = fileURLToPath(new URL("..", import.meta.url));
  server = await startProcess("npx", ["tsx", "server.ts"], { cwd, env: { PORT: "0" } });
});
afterAll(() => server?.stop());

const pageOf = (origin: string) => createBrowser({ origin, network: (asked) => fetch(asked) });
const json = { "Content-Type": "application/json" };

test.for([APP, "http://localhost:5173"])("a page of %s reads and changes users", async (origin) => {
  const page = pageOf(origin);
  const users = await page.fetch(`${server.url}/api/users`, { credentials: "include" });
  expect(await users.json()).toEqual([{ id: 7, name: "Ada" }]);
  const init = { method: "PUT", headers: json, body: '{"name":"Gräce"}', credentials: "include" } as const;
  const changed = await page.fetch(`${server.url}/api/users/7`, init);
  expect(await changed.json()).toEqual({ name: "Gräce", id: 7 });
  expect(page.log.map(({ request, verdict }) => `${request.method} ${verdict}`)).toEqual([
    "GET shared",
    "OPTIONS allowed",
    "PUT shared",
  ]);
});

test("a page sees errors as what they are: the handler's, the parser's, and that there is nothing", async () => {
  const page = pageOf(APP);
  const broken = await page.fetch(`${server.url}/api/broken`);
  expect([broken.status, await broken.json()]).toEqual([500, { error: "Internal Server Error" }]);
  expect(server.output()).toContain("out of order");
  const unreadable = await page.fetch(`${server.url}/api/users/7`, { method: "PUT", headers: json, body: "{" });
  expect(unreadable.status).toBe(400);
  expect((await page.fetch(`${server.url}/nowhere`)).status).toBe(404);
});

test("a page of another origin is blocked, before its request is sent where there is a preflight", async () => {
  const page = pageOf("http://127.0.0.1:5173");
  await expect(page.fetch(`${server.url}/api/users`)).rejects.toMatchObject({ code: "missing-allow-origin" });
  await expect(page.fetch(`${server.url}/api/users/7`, { method: "PUT" })).rejects.toThrow();
  expect(page.log.map(({ request }) => request.method)).toEqual(["GET", "OPTIONS"]);
});
