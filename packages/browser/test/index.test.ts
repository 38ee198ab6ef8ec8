import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import * as browser from "../src/index.ts";
import * as matchers from "../src/matchers.ts";
import * as node from "../src/node.ts";

const SOURCE = new URL("../src/", import.meta.url);
const files = readdirSync(SOURCE, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".ts"));
const read = (file: string): string => readFileSync(new URL(file, SOURCE), "utf8");

test("the public surface is this and no more", () => {
  expect(Object.keys(browser).sort()).toEqual([
    ...["BlockedError", "adviceFor", "createBrowser", "explainMessage", "isCorsBlock"],
  ]);
  expect(Object.keys(matchers).sort()).toEqual(["corsMatchers", "isCorsBlock"]);
  expect(Object.keys(node)).toEqual(["fromNodeListener"]);
});

test("the index re-exports, and does nothing else", () => {
  expect(
    read("index.ts")
      .replace(/export (?:type )?\{[^}]*\} from "[^"]+";/g, "")
      .trim(),
  ).toBe("");
});

test("nothing is imported from outside, least of all the library that it judges, and no runtime is named", () => {
  expect(files.length).toBeGreaterThan(15);
  // The entry for Node alone uses its modules.
  for (const file of files.filter((name) => name !== "node.ts")) {
    const code = read(file).replace(/\/\*[\s\S]*?\*\/|\/\/.*/g, "");
    const imports = [...code.matchAll(/\bfrom\s+"([^"]+)"/g)].map(([, specifier = ""]) => specifier);
    for (const specifier of imports) expect(specifier, file).toMatch(/^\.\/[\w-]+\.ts$/);
    expect(code, file).not.toMatch(/\b(?:process|Buffer|globalThis|Deno|Bun|node:|setTimeout|eval)\b|\brequire\(/);
    expect(code, file).not.toMatch(/\bimport\s*\(/);
  }
});
