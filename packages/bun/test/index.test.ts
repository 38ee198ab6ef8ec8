import { expect, test } from "vitest";
import * as bun from "../src/index.ts";

test("the public surface is this and no more", () => {
  expect(Object.keys(bun).sort()).toEqual(["CorsConfigError", "definePolicy", "explain", "parseOrigins", "withCors"]);
});
