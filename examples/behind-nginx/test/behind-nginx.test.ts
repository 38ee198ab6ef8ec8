// Runs the example like a user: exports the policy, starts nginx in front of the API, and sends requests from pages.
import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { createBrowser } from "@fetch-cors/browser";
import { type StartedProcess, startProcess } from "@fetch-cors/conformance/runtime";
import getPort from "get-port";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";

const cwd = fileURLToPath(new URL("..", import.meta.url));
const isMissing =
  spawnSync("nginx", ["-v"], { env: { ...process.env, PATH: `${process.env["PATH"]}:/usr/sbin` } }).error !== undefined;
const reason = "nginx is not installed, so its tests are skipped; run apt-get install nginx-light";

test("nginx is installed", ({ skip }) => {
  if (isMissing && process.env["REQUIRE_PROGRAMS"]) throw new Error(reason);
  if (isMissing) console.warn(reason);
  skip(isMissing, reason);
});

const runExport = (...args: string[]) =>
  spawnSync(process.execPath, ["--import", "tsx", "export.ts", ...args], { cwd, encoding: "utf8" });

test("the export writes the files, and --check reports those that are out of date", () => {
  expect(runExport().status).toBe(0);
  expect(runExport("--check")).toMatchObject({ status: 0, stderr: "" });
  writeFileSync(`${cwd}/nginx/cors/cors-server.conf`, "add_header Access-Control-Allow-Origin *;");
  expect(runExport("--check")).toMatchObject({
    status: 1,
    stderr: "cors-server.conf is out of date; run npm run export\n",
  });
  expect(runExport().status).toBe(0);
});

describe.skipIf(isMissing)("behind nginx", () => {
  let server: StartedProcess;
  beforeAll(async () => {
    server = await startProcess("npm", ["run", "start"], { cwd, env: { PORT: String(await getPort()) } });
    await vi.waitFor(() => fetch(server.url), { timeout: 20_000 });
  }, 60_000);
  afterAll(() => server?.stop());

  const pageOf = (origin: string) => createBrowser({ origin, network: fetch });
  const put = { method: "PUT", headers: { "Content-Type": "application/json" }, body: '["cheese"]' } as const;

  test.each(["https://app.example.com", "https://pr-7.preview.example.com", "http://localhost:5173"])(
    "a page of %s can read and write",
    async (origin) => {
      const page = pageOf(origin);
      const response = await page.fetch(`${server.url}/notes`, { credentials: "include" });
      expect(response.headers.get("X-Total-Count")).toBe("2");
      expect(await (await page.fetch(`${server.url}/notes`, put)).json()).toEqual(["cheese"]);
      expect((await page.fetch(`${server.url}/missing`)).status).toBe(404);
    },
  );

  test.each(["https://evil.example", "https://app.example.com.evil.example", "https://preview.example.com"])(
    "a page of %s can do neither, although the API allows every origin",
    async (origin) => {
      const page = pageOf(origin);
      await expect(page.fetch(`${server.url}/notes`)).rejects.toMatchObject({ code: "missing-allow-origin" });
      await expect(page.fetch(`${server.url}/notes`, put)).rejects.toThrow();
    },
  );

  test("nginx responds as the policy does, for every generated request of verify", () => {
    const main = fileURLToPath(new URL("dist/main.js", import.meta.resolve("fetch-cors/package.json")));
    const urls = [`${server.url}/notes`, `${server.url}/private/notes`];
    const args = ["verify", ...urls, "--policy", "cors.config.ts", "--runs", "200", "--seed", "1"];
    const { status, stdout, stderr } = spawnSync(process.execPath, [main, ...args], { cwd, encoding: "utf8" });
    expect(stdout + stderr).toMatch(/^The server responds as the policy does/m);
    expect(status).toBe(0);
  });

  test("a preflight needs no password, and a page can read the 401", async () => {
    const page = pageOf("https://app.example.com");
    const response = await page.fetch(`${server.url}/private/notes`, put);
    expect(response.status).toBe(401);
    expect(page.log.map(({ request }) => request.method)).toEqual(["OPTIONS", "PUT"]);
  });
});
