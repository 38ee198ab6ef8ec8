import { request } from "node:http";
import { fileURLToPath } from "node:url";
import { type StartedProcess, startProcess } from "@fetch-cors/conformance/runtime";
import { pageOf, testUsersApi } from "@fetch-cors/conformance/users-api";
import { afterAll, beforeAll, expect, test } from "vitest";

const APP = "https://app.example.com";

let server: StartedProcess;
beforeAll(async () => {
  const cwd = fileURLToPath(new URL("..", import.meta.url));
  server = await startProcess("npx", ["tsx", "runtime.ts"], { cwd, env: { PORT: "0" } });
});
afterAll(() => server?.stop());

test("the runtime has no globals of Node", async () => {
  const globals = await (await fetch(`${server.url}/api/globals`)).json();
  expect(globals).toEqual(["fetch", "URL"]);
});

testUsersApi(() => server.url, []);

test("a page can read the 500 and the 404", async () => {
  const page = pageOf(APP);
  expect((await page.fetch(`${server.url}/api/broken`)).status).toBe(500);
  expect((await page.fetch(`${server.url}/nowhere`)).status).toBe(404);
});

test("an invalid request does not end the runtime", async () => {
  const { port } = new URL(server.url);
  const status = await new Promise((resolve, reject) => {
    const half = request({ host: "localhost", port, path: "//[" }, ({ statusCode }) => resolve(statusCode));
    half.once("error", reject).end();
  });
  expect(status).toBe(400);
  expect((await fetch(`${server.url}/api/users`)).status).toBe(200);
});
