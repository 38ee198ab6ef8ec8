import { readFileSync } from "node:fs";
import { readFindings } from "@fetch-cors/peers/compare-answers";
import { expect, test } from "vitest";
import { page } from "../src/report/page.ts";
import { PAGE, readAll } from "../src/result-files.ts";

test("docs/benchmarks.md is the page of the results", () => {
  expect(readFileSync(PAGE, "utf8")).toBe(page(readAll(), readFindings()));
});
