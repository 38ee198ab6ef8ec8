import { readFileSync } from "node:fs";
import type { Env } from "hono";
import { expect, test } from "vitest";
import * as hono from "../src/index.ts";

test("the list of exports is exact", () => {
  expect(Object.keys(hono).sort()).toEqual(["CorsConfigError", "cors", "definePolicy", "explain", "parseOrigins"]);
});

test("the index contains only re-exports", () => {
  const source = readFileSync(new URL("../src/index.ts", import.meta.url), "utf8");
  expect(source.replace(/export (?:type )?\{[^}]*\} from "[^"]+";/g, "").trim()).toBe("");
});

test("an invalid policy throws when the middleware is created, with every problem", () => {
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
  // With a type argument for the app, the compiler does not infer the type of the origin.
  expect(issuesOf(() => hono.cors<Env>({ origin: "*", credentials: true }))).toEqual([
    "wildcard-origin-with-credentials",
  ]);
  expect(issuesOf(() => hono.cors({ origin: "https://a.example/", allowHeaders: [] } as never))).toEqual([
    "invalid-origin",
    "unknown-option",
  ]);
});
