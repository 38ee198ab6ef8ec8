import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import * as exported from "../src/index.ts";

test("the public surface is this and no more", () => {
  expect(Object.keys(exported).sort()).toEqual([
    "CorsConfigError",
    "ExportError",
    "definePolicy",
    "describePolicy",
    "parseOrigins",
    "toApache",
    "toCaddy",
    "toEnvoy",
    "toHaproxy",
    "toNginx",
  ]);
});

test("the index re-exports, and does nothing else", () => {
  const source = readFileSync(new URL("../src/index.ts", import.meta.url), "utf8");
  expect(source.replace(/export (?:type )?\{[^}]*\} from "[^"]+";/g, "").trim()).toBe("");
});
