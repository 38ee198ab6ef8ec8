import { request } from "node:http";
import { fileURLToPath } from "node:url";
import { createBrowser } from "@fetch-cors/browser";
import { type StartedProcess, startProcess } from "@fetch-cors/conformance/runtime";
import { afterAll, beforeAll, expect, test } from "vitest";

const APP = "https://app.example.com";

let server: StartedProcess;
beforeAll(async () => {
  const cwd = fileURLToPath(new URL("..", import.meta.url));
  server = await startProcess("npx", ["tsx", "runtime.ts"], { cwd, env: { PORT: "0" } });
});
afterAll(() => server?.stop());

const pageOf = (origin: string) => createBrowser({ origin, network: (asked) => fetch(asked) });

test("there is nothing of Node inside of the runtime", async () => {
  const globals = await (await fetch(`${server.url}/api/globals`)).json();
  expect(globals).toEqual(["fetch", "URL"]);
});

test.for([APP, "http://localhost:5173"])("a page of %s reads and changes users", async (origin) => {
  const page = pageOf(origin);
  const users = await page.fetch(`${server.url}/api/users`, { credentials: "include" });
  expect(await users.json()).toEqual([{ id: 7, name: "Ada" }]);
  const headers = { "Content-Type": "application/json" };
  const init = { method: "PUT", headers, body: '{"name":"Gräce"}', credentials: "include" } as const;
  const changed = await page.fetch(`${server.url}/api/users/7`, init);
  expect(await changed.json()).toEqual({ id: 7, name: "Gräce" });
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

test("a request that cannot be read does not end the runtime", async () => {
  const { port } = new URL(server.url);
  const status = await new Promise((resolve, reject) => {
    const half = request({ host: "localhost", port, path: "//[" }, ({ statusCode }) => resolve(statusCode));
    half.once("error", reject).end();
  });
  expect(status).toBe(400);
  expect((await fetch(`${server.url}/api/users`)).status).toBe(200);
});

test("a page of another origin is blocked, before its request is sent where there is a preflight", async () => {
  const page = pageOf("http://127.0.0.1:5173");
  await expect(page.fetch(`${server.url}/api/users`)).rejects.toMatchObject({ code: "missing-allow-origin" });
  await expect(page.fetch(`${server.url}/api/users/7`, { method: "PUT" })).rejects.toThrow();
  expect(page.log.map(({ request }) => request.method)).toEqual(["GET", "OPTIONS"]);
});
