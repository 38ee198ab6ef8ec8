// The samples of the README are files, so that Deno type-checks them and runs the main one.
import { readFileSync } from "node:fs";
import { startProcess } from "@fetch-cors/conformance/runtime";
import { expect, test } from "vitest";
import { cutBlocks } from "../../../docs/test/code-blocks.ts";
import { DENO, ENVIRONMENT, OFFLINE, path } from "./deno.ts";
import { exchange } from "./exchange.ts";

const read = (file: string): string => readFileSync(path(file), "utf8");
const firstBlock = (language: string): string =>
  `${cutBlocks("README.md", read("../README.md")).find((block) => block.language === language)?.code}\n`;

test("the README contains the tested sample", () => {
  expect(read("on-deno/readme.ts").replace(/^\/\/.*\n/, "")).toBe(firstBlock("ts"));
});

test("the sample responds to the app", async () => {
  const args = ["serve", ...OFFLINE, "--host=127.0.0.1", "--port=0", path("on-deno/readme.ts")];
  const { url, stop } = await startProcess(DENO, args, { env: ENVIRONMENT });
  try {
    const Origin = "https://app.example.com";
    const { status, headers, body } = await exchange(`${url}/users`, "GET", { Origin });
    expect([status, body]).toEqual([200, '{"path":"/users"}']);
    expect(headers).toContainEqual(["access-control-allow-origin", Origin]);
    const preflight = { Origin: "http://localhost:5173", "Access-Control-Request-Method": "PUT" };
    expect((await exchange(url, "OPTIONS", preflight)).status).toBe(204);
  } finally {
    await stop();
  }
});

test("the README contains the other type-checked forms", () => {
  const shown = firstBlock("js");
  expect(shown).toContain("withCors(");
  expect(read("on-deno/readme-forms.ts").endsWith(`\n\n${shown}`)).toBe(true);
});
