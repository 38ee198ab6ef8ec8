import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import * as node from "../src/index.ts";

test("the list of exports is exact", () => {
  expect(Object.keys(node).sort()).toEqual([
    "CorsConfigError",
    "cors",
    "definePolicy",
    "explain",
    "parseOrigins",
    "withCors",
  ]);
});

test("the index contains only re-exports", () => {
  const source = readFileSync(new URL("../src/index.ts", import.meta.url), "utf8");
  expect(source.replace(/export (?:type )?\{[^}]*\} from "[^"]+";/g, "").trim()).toBe("");
});

test("cors passed to app.use without a call throws, and no handler runs", () => {
  const uncalled = node.cors as unknown as (...args: unknown[]) => unknown;
  expect(() => uncalled({ method: "GET", headers: {} }, {}, () => {})).toThrow(
    new TypeError("write app.use(cors(policy))"),
  );
});

test("withCors throws at once if the listener is not a function", () => {
  for (const args of [[], [{ origin: "*" }]]) {
    expect(() => node.withCors(...(args as unknown as [() => void]))).toThrow(
      new TypeError("write withCors(listener, policy)"),
    );
  }
});
