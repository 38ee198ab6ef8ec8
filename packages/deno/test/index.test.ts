import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import * as deno from "../src/index.ts";

const read = (file: string): string => readFileSync(new URL(`../src/${file}`, import.meta.url), "utf8");

test("the list of exports is exact", () => {
  expect(Object.keys(deno).sort()).toEqual(["CorsConfigError", "definePolicy", "explain", "parseOrigins", "withCors"]);
});

test("the index contains only re-exports", () => {
  expect(
    read("index.ts")
      .replace(/export (?:type )?\{[^}]*\} from "[^"]+";/g, "")
      .trim(),
  ).toBe("");
});

test.each(["with-cors.ts", "wrap-options.ts", "serve-types.ts"])(
  "%s contains no CORS header name and no runtime global",
  (file) => {
    const code = read(file).replace(/\/\*[\s\S]*?\*\/|\/\/.*|"[^"]*"|`[^`]*`/g, "");
    expect(code).not.toMatch(/access-control|vary|headers|\bDeno\b|process|Buffer|preflight/i);
  },
);
