// The main sample of the README is a file, so that it is type-checked and run.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startProcess } from "@fetch-cors/conformance/runtime";
import { expect, test } from "vitest";
import { cutBlocks } from "../../../docs/test/code-blocks.ts";
import { BUN, onBun } from "./bun.ts";
import { APP, preflight, send } from "./send.ts";

test("the README contains the tested sample", () => {
  const readme = readFileSync(new URL("../README.md", import.meta.url), "utf8");
  const shown = cutBlocks("README.md", readme).find(({ language }) => language === "js")?.code;
  expect(readFileSync(onBun("readme.ts"), "utf8").replace(/^\/\/.*\n/, "")).toBe(`${shown}\n`);
});

test("the sample serves all of its routes to the app", async () => {
  const cwd = mkdtempSync(join(tmpdir(), "fetch-cors-bun-"));
  writeFileSync(join(cwd, "logo.svg"), "<svg/>");
  const { url, stop } = await startProcess(BUN, [onBun("readme.ts")], { cwd, env: { BUN_PORT: "0" } });
  try {
    for (const [path, method, expected] of [
      ["/users/7", "GET", '{"id":"7"}'],
      ["/users", "GET", "[]"],
      ["/users", "POST", '{"name":"Ada"}'],
      ["/health", "GET", "OK"],
      ["/logo.svg", "GET", "<svg/>"],
    ] as const) {
      const { status, body, cors } = await send(url + path, {
        method,
        origin: APP,
        ...(method === "POST" && { body: expected }),
      });
      expect([status, body, cors]).toEqual([
        200,
        expected,
        ["access-control-allow-credentials: true", `access-control-allow-origin: ${APP}`],
      ]);
    }
    const broken = await send(`${url}/users`, { method: "POST", origin: APP, body: "{" });
    expect([broken.status, broken.body, broken.cors.length]).toEqual([500, '{"error":"internal"}', 2]);
    expect((await preflight(`${url}/users`, "POST", "http://localhost:5173")).status).toBe(204);
  } finally {
    await stop();
    rmSync(cwd, { recursive: true });
  }
});
