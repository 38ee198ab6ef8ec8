import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import * as adapter from "../src/adapter.ts";
import * as core from "../src/index.ts";

const SOURCE = new URL("../src/", import.meta.url);
const files = readdirSync(SOURCE, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".ts"));
const read = (file: string): string => readFileSync(new URL(file, SOURCE), "utf8");
const importsOf = (file: string): string[] =>
  [...read(file).matchAll(/^(?:import|export)\s[^;]*?from\s+"([^"]+)"/gm)].map(([, specifier = ""]) => specifier);

test("the list of exports is exact", () => {
  expect(Object.keys(core).sort()).toEqual([
    "CorsConfigError",
    "applyDecision",
    "corsRoute",
    "definePolicy",
    "explain",
    "exposeAll",
    "internalServerError",
    "parseOrigins",
    "preflightResponse",
    "withCors",
  ]);
});

test("the list of exports of the entry for adapters is exact", () => {
  expect(Object.keys(adapter).sort()).toEqual([
    "applyHeaders",
    "callThen",
    "copyServeOptions",
    "createDecider",
    "errorHook",
    "isAccessControlHeader",
    "policyOrPublic",
    "toError",
    "wrapErrorOption",
    "wrapHandler",
    "wrapHandlers",
  ]);
});

test.each(["index.ts", "adapter.ts"])("%s contains only re-exports", (entry) => {
  expect(
    read(entry)
      .replace(/export (?:type )?\{[^}]*\} from "[^"]+";/g, "")
      .trim(),
  ).toBe("");
});

test("imports go in one direction: fetch-standard, policy, decide, define-policy.ts, serve", () => {
  const layers = ["fetch-standard", "policy", "decide", "define-policy.ts", "serve"];
  const layerOf = (path: string): number => layers.indexOf(path.split("/")[0] ?? "");
  expect(files.length).toBeGreaterThan(20);
  for (const file of files.filter((name) => name !== "index.ts" && name !== "adapter.ts")) {
    expect(layerOf(file), file).toBeGreaterThanOrEqual(0);
    for (const specifier of importsOf(file)) {
      const target = new URL(specifier, new URL(file, SOURCE)).href.slice(SOURCE.href.length);
      expect(layerOf(target), `${file} imports ${specifier}`).toBeGreaterThanOrEqual(0);
      expect(layerOf(target), `${file} imports ${specifier}`).toBeLessThanOrEqual(layerOf(file));
    }
  }
});

test("no file imports a package or names a runtime global", () => {
  for (const file of files) {
    for (const specifier of importsOf(file)) expect(specifier).toMatch(/^\.\.?\/[\w./-]+\.ts$/);
    const code = read(file).replace(/\/\*[\s\S]*?\*\/|\/\/.*/g, "");
    expect(code, file).not.toMatch(/\b(?:process|Buffer|require|globalThis|Deno|Bun|node:|Date|setTimeout|eval)\b/);
    expect(code, file).not.toMatch(/\bimport\s*\(/);
  }
});
