import { expect, test } from "vitest";
import * as bun from "../src/index.ts";

test("the list of exports is exact", () => {
  expect(Object.keys(bun).sort()).toEqual(["CorsConfigError", "definePolicy", "explain", "parseOrigins", "withCors"]);
});
