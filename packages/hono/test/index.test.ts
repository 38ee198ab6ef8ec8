import { readFileSync } from "node:fs";
import type { Env } from "hono";
import { expect, test } from "vitest";
import * as hono from "../src/index.ts";

test("the public surface is this and no more", () => {
  expect(Object.keys(hono).sort()).toEqual(["CorsConfigError", "cors", "definePolicy", "explain", "parseOrigins"]);
});

test("the index re-exports, and does nothing else", () => {
  const source = readFileSync(new URL("../src/index.ts", import.meta.url), "utf8");
  expect(source.replace(/export (?:type )?\{[^}]*\} from "[^"]+";/g, "").trim()).toBe("");
});

test("a bad policy throws when the middleware is made, with every problem", () => {
  const issuesOf = (run: () => unknown): readonly string[] => {
    try {
      run();
      return [];
    } catch (error) {
      return error instanceof hono.CorsConfigError ? error.issues.map(({ code }) => code) : [`${error}`];
    }
  };
  expect(issuesOf(() => hono.cors())).toEqual([]);
  expect(issuesOf(() => hono.cors(undefined as never))).toEqual(["missing-origin"]);
  // With the type of the app the compiler does not know what origin it is.
  expect(issuesOf(() => hono.cors<Env>({ origin: "*", credentials: true }))).toEqual([
    "wildcard-origin-with-credentials",
  ]);
  expect(issuesOf(() => hono.cors({ origin: "https://a.example/", allowHeaders: [] } as never))).toEqual([
    "invalid-origin",
    "unknown-option",
  ]);
});
