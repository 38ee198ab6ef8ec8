import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import * as node from "../src/index.ts";

test("the public surface is this and no more", () => {
  expect(Object.keys(node).sort()).toEqual(["CorsConfigError", "cors", "definePolicy", "withCors"]);
});

test("the index re-exports, and does nothing else", () => {
  const source = readFileSync(new URL("../src/index.ts", import.meta.url), "utf8");
  expect(source.replace(/export (?:type )?\{[^}]*\} from "[^"]+";/g, "").trim()).toBe("");
});
