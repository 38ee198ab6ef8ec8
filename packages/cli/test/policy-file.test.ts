import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { loadPolicyFile } from "../src/policy-file.ts";

let directory: string;

beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), "fetch-cors-cli-"));
});
afterAll(() => rmSync(directory, { recursive: true }));

const write = (name: string, content: string): string => {
  writeFileSync(join(directory, name), content);
  return name;
};
const load = (name: string, content: string) => loadPolicyFile(write(name, content), directory);

const ORIGIN = "https://app.example.com";

describe("A policy file", () => {
  test.each([
    [
      "a.ts",
      `import { definePolicy, type CorsPolicy } from "@fetch-cors/core";\nconst policy: CorsPolicy = definePolicy({ origin: ["${ORIGIN}"] });\nexport default policy;`,
    ],
    ["b.ts", `export default { origin: ["${ORIGIN}"] } satisfies { origin: string[] };`],
    ["c.mjs", `export default { origin: ["${ORIGIN}"] };`],
    ["d.js", `module.exports = { origin: ["${ORIGIN}"] };`],
    ["e.json", `{ "origin": ["${ORIGIN}"] }`],
  ])("%s is loaded", async (name, content) => {
    const policy = await load(name, content);
    expect(policy.allowsOrigin(ORIGIN)).toBe(true);
    expect(policy.allowsOrigin("https://evil.example")).toBe(false);
  });

  test("is found by its name", async () => {
    await expect(loadPolicyFile(undefined, directory)).rejects.toThrow(
      "There is no policy file in this directory; write cors.config.ts, or pass --policy FILE",
    );
    write("cors.config.json", `{ "origin": ["${ORIGIN}"] }`);
    expect((await loadPolicyFile(undefined, directory)).allowsOrigin(ORIGIN)).toBe(true);
  });

  test.each([
    [
      "wrong.json",
      '{ "origin": ["https://app.example.com/"], "maxAge": -1 }',
      /^wrong\.json: .*\n.*maxAge.*\n.*ends with a slash; write "https:\/\/app\.example\.com"$/,
    ],
    [
      "wrong.ts",
      'import { definePolicy } from "@fetch-cors/core";\nexport default definePolicy({ origin: "app.example.com" });',
      /^wrong\.ts: .*app\.example\.com/s,
    ],
    ["function.ts", "export default () => ({})", /function\.ts exports a function/],
    ["none.ts", "export const policy = 1", /^none\.ts: .*\n.*origin/s],
    ["null.json", "null", /null\.json has no default export/],
    ["syntax.ts", "export default {", /syntax\.ts does not load: /],
    ["syntax.json", "{", /syntax\.json does not load: /],
  ])("%s is refused", async (name, content, message) => {
    await expect(load(name, content)).rejects.toThrow(message);
  });

  describe("that finds no origins in the environment", () => {
    const HINT = "fetch-cors does not read .env files: if an environment variable contains the origins, set it first";
    const parse = 'import { definePolicy, parseOrigins } from "@fetch-cors/core";';

    test.each([
      ["unset.ts", `${parse}\nexport default { origin: parseOrigins(process.env.FETCH_CORS_UNSET) };`],
      ["compiled.ts", `${parse}\nexport default definePolicy({ origin: parseOrigins(process.env.FETCH_CORS_UNSET) });`],
      ["split.ts", 'export default { origin: (process.env.FETCH_CORS_UNSET ?? "").split(",") };'],
      ["listed.ts", "export default { origin: [process.env.FETCH_CORS_UNSET] };"],
      ["single.ts", "export default { origin: process.env.FETCH_CORS_UNSET };"],
    ])("gets a hint: %s", async (name, content) => {
      const error = await load(name, content).catch((one: unknown) => one);
      expect(String(error).split("\n").at(-1)).toBe(HINT);
    });

    test.each([
      ["empty.json", '{ "origin": [] }'],
      ["slash.ts", 'export default { origin: ["https://app.example.com/"] };'],
    ])("is not the reason: %s", async (name, content) => {
      await expect(load(name, content)).rejects.not.toThrow(/\.env/);
    });
  });

  test("that does not exist is refused", async () => {
    await expect(loadPolicyFile("nowhere.ts", directory)).rejects.toThrow("The policy file nowhere.ts does not exist");
  });
});
