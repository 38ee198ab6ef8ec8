// Runs the built file where only the web platform is: no `process`, `Buffer` or `require`.
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { EdgeVM } from "@edge-runtime/vm";
import { expect, test } from "vitest";

const folder = fileURLToPath(new URL("..", import.meta.url));
const built = `${folder}/dist/index.cjs`;

test("the built browser fetches in the edge runtime", async () => {
  // A test of the whole repository has built it already.
  if (!existsSync(built)) execFileSync("npx", ["tsup"], { cwd: folder });
  const vm = new EdgeVM();
  vm.evaluate("var module = { exports: {} };");
  vm.evaluate(readFileSync(built, "utf8"));
  expect(vm.evaluate("typeof process + typeof require")).toBe("undefinedundefined");
  const seen: string = await vm.evaluate(`(async () => {
    const { createBrowser, BlockedError } = module.exports;
    const network = async (request) => new Response(request.headers.get("Origin") + (await request.text()), {
      headers: { "Access-Control-Allow-Origin": "*", "Access-Control-Allow-Methods": "PUT", "X-Secret": "1" },
    });
    const page = createBrowser({ origin: "https://app.example.com", network });
    const response = await page.fetch("https://api.example.com/", { method: "PUT", body: "body" });
    const error = await page.fetch("https://api.example.com/", { method: "DELETE" }).catch((error) => error);
    return [
      response.type, response.headers.has("X-Secret"), await response.text(),
      error instanceof BlockedError, error instanceof TypeError, error.code, page.log.length,
    ].join(" ");
  })()`);
  expect(seen).toBe("cors false https://app.example.combody true true method-not-allowed 3");
});
