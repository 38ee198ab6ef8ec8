import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { sampleCases } from "./cases.ts";
import { Laboratory } from "./compare.ts";
import { ENGINES, type Engine, isInstalled } from "./engines.ts";
import { compareRefusals } from "./refusals.ts";
import { compare, type Report } from "./report.ts";

const chromium = ENGINES.filter(({ name }) => name === "chromium").find(isInstalled);

if (!chromium) {
  if (process.env["REQUIRE_PROGRAMS"]) throw new Error("there is no Chromium, and REQUIRE_PROGRAMS is set");
  console.warn(
    "\n  NOT RUN: there is no Chromium here, so nothing compares the simulated browser with a real one.\n" +
      "  apt-get install chromium, then `pnpm test`; `pnpm test:browsers` runs Firefox and WebKit too.\n",
  );
}

describe.skipIf(!chromium)("The simulated browser and a real Chromium", () => {
  const cases = sampleCases(1000, 7);
  const laboratory = new Laboratory(cases);
  let report: Report;

  beforeAll(async () => {
    await laboratory.start();
    if (chromium) report = await compare(chromium, cases, laboratory);
  }, 300_000);

  afterAll(() => laboratory.stop());

  test("agree in every case", () => {
    expect(report.disagreements).toEqual([]);
    expect(report.agreements).toBe(cases.length);
  });

  test("refuse the same arguments with the same words", async () => {
    const refusals = await compareRefusals(chromium as Engine);
    expect(refusals.disagreements).toEqual([]);
    expect(refusals.cases).toBeGreaterThan(40);
  }, 60_000);

  test("compared responses that were shared, preflights, and messages of the console", () => {
    expect(report.shared).toBeGreaterThan(300);
    expect(report.preflights).toBeGreaterThan(500);
    expect(report.messages).toBeGreaterThan(500);
  });
});
