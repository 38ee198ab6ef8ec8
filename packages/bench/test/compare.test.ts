import { describe, expect, test } from "vitest";
import { compare, pool } from "../src/compare.ts";
import { BARE, REFERENCE } from "../src/contender.ts";
import type { ProcessResult, TimedWorkload, Timing } from "../src/results.ts";

const timing = (name: string, times: readonly number[], more: Partial<Timing> = {}): Timing => ({
  name,
  bare: BARE,
  times,
  ...more,
});
const timings: readonly Timing[] = [
  timing(BARE, [100, 200, 300]),
  timing(REFERENCE, [120, 220, 320]),
  timing("core", [130, 230, 330]),
  timing("framework", [1100, 1200, 1300], { bare: "framework" }),
  timing("adapter", [1150, 1250, 1350], { bare: "framework", comparedWith: "peer" }),
  timing("peer", [1200, 1300, 1400], { bare: "framework" }),
];
const timed = (kind: TimedWorkload["kind"], rows = timings): TimedWorkload => ({
  name: "workload",
  kind,
  timings: rows,
});
const median = (workload: TimedWorkload, name: string): number | undefined => compare([workload]).multiples[name]?.[0];

describe("the comparison", () => {
  test("subtracts the bare handler of the same round from every request except a preflight", () => {
    expect(compare([timed("actual")]).reference).toBe(20);
    expect(median(timed("actual"), "core")).toBe(1.5);
  });

  test("counts the whole time of a preflight", () => {
    expect(compare([timed("preflight")]).reference).toBe(220);
    expect(median(timed("preflight"), "core")).toBe(1.05);
  });

  test("subtracts the framework from the time of its middleware", () => {
    expect(median(timed("actual"), "adapter")).toBe(2.5);
  });

  test("compares an adapter directly with its peer", () => {
    expect(compare([timed("actual")]).direct).toEqual({ adapter: [0.5, 0.5, 0.5] });
  });

  test("has no multiples of a reference that was not measured", () => {
    const frameworks = timings.filter(({ bare }) => bare === "framework");
    expect(compare([timed("actual", frameworks)])).toEqual({ multiples: {}, direct: { adapter: [0.5, 0.5, 0.5] } });
  });

  test("does not change when all contenders, or the bare handler alone, are slow in one round", () => {
    const slow = timings.map((one) => ({ ...one, times: [...one.times, one.name === BARE ? 5000 : 1000] }));
    expect(median(timed("actual", slow), "core")).toBeCloseTo(1.5, 1);
  });

  test("summarizes the processes by their median and their quartiles", () => {
    const inProcess = (time: number): ProcessResult => {
      const rows = timings.map((one) =>
        one.name === "core" ? { ...one, times: [time, time + 100, time + 200] } : one,
      );
      return { runtime: "", rounds: 3, batch: 1, workloads: [timed("actual", rows)] };
    };
    const pooled = pool([130, 126, 160, 124, 128].map(inProcess));
    expect(pooled.processes).toBe(5);
    expect(pooled.workloads["workload"]?.multiples["core"]).toEqual([1.4, 1.3, 1.5]);
  });

  test("throws if a contender is not in every process", () => {
    const without = timings.filter(({ name }) => name !== "core");
    expect(() => compare([timed("actual"), timed("actual", without)])).toThrow("core is not in every process");
  });
});
