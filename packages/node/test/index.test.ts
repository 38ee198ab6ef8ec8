import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import * as node from "../src/index.ts";

test("the public surface is this and no more", () => {
  expect(Object.keys(node).sort()).toEqual([
    "CorsConfigError",
    "cors",
    "definePolicy",
    "explain",
    "parseOrigins",
    "withCors",
  ]);
});

test("the index re-exports, and does nothing else", () => {
  const source = readFileSync(new URL("../src/index.ts", import.meta.url), "utf8");
  expect(source.replace(/export (?:type )?\{[^}]*\} from "[^"]+";/g, "").trim()).toBe("");
});

test("middleware that was not made says what to write, and no handler runs", () => {
  const uncalled = node.cors as unknown as (...args: unknown[]) => unknown;
  expect(() => uncalled({ method: "GET", headers: {} }, {}, () => {})).toThrow(
    new TypeError("write app.use(cors(policy))"),
  );
});

test("a listener that is none says so at once", () => {
  for (const given of [[], [{ origin: "*" }]]) {
    expect(() => node.withCors(...(given as unknown as [() => void]))).toThrow(
      new TypeError("write withCors(listener, policy)"),
    );
  }
});
