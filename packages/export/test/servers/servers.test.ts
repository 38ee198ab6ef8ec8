/** A short version of `pnpm test:export`: each server that is installed against `withCors`. */
import { beforeAll, expect, test } from "vitest";
import { type ComparisonReport, compareServer } from "./compare.ts";
import { describeInstalled } from "./installed.ts";
import { PROGRAMS } from "./programs.ts";

for (const program of PROGRAMS) {
  describeInstalled(program, () => {
    let report: ComparisonReport;
    beforeAll(async () => {
      report = await compareServer(program, { seed: 1, policies: 8, requests: 30, pages: 2 });
    }, 120_000);

    test("on random policies and requests, except for the documented classes", () => {
      expect(report.unexplained).toEqual([]);
      expect(report.requests).toBe(240);
    });

    test("in the verdict of every browser, and some of them share the response", () => {
      expect(report.verdicts).toBe(2 * 8 * 4);
      expect(report.shared).toBeGreaterThan(3);
    });
  });
}
