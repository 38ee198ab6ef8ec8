import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { PAGE, readAll } from "../src/files.ts";
import { page } from "../src/report/page.ts";

test("docs/benchmarks.md is what the results give", () => {
  expect(readFileSync(PAGE, "utf8")).toBe(page(readAll()));
});
