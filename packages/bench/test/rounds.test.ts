import { describe, expect, test } from "vitest";
import { compare, pool } from "../src/compare.ts";
import { BARE } from "../src/contender.ts";
import { randomFrom, shuffled } from "../src/random.ts";
import type { ProcessResult, TimedWorkload, Timing, WorkloadResult } from "../src/results.ts";
import { runRounds } from "../src/rounds.ts";
import { quantile } from "../src/statistics.ts";

const timing = (name: string, kind: Timing["kind"], times: readonly number[], differences: string[] = []): Timing => ({
  name,
  kind,
  bare: BARE,
  wrong: [],
  differences,
  times,
});
const timings: readonly Timing[] = [
  timing(BARE, "bare", [100, 200, 300]),
  timing("hand-written: slow", "hand-written", [160, 260, 360]),
  timing("hand-written: fast", "hand-written", [120, 220, 320]),
  timing("hand-written: fast and different", "hand-written", [101, 201, 301], ["status 200, not 204"]),
  timing("ours", "ours", [130, 230, 330]),
];
const timed = (kind: TimedWorkload["kind"], rows = timings): TimedWorkload => ({
  name: "a workload",
  kind,
  timings: rows,
  absent: [],
});
const ours = ({ rows }: WorkloadResult) => rows.find(({ name }) => name === "ours");

describe("the comparison", () => {
  test("takes the fastest hand-written way that answers the same for 1.00", () => {
    expect(compare([timed("actual")]).limit).toBe("hand-written: fast");
  });

  test("subtracts the bare handler of the same round from anything but a preflight", () => {
    expect(ours(compare([timed("actual")]))).toMatchObject({ whole: 230, cost: 30, ratio: { median: 1.5 } });
  });

  test("counts a preflight as a whole", () => {
    expect(ours(compare([timed("preflight")]))).toMatchObject({ whole: 230, cost: 230, ratio: { median: 1.05 } });
  });

  test("is not moved by a round in which all were slow, or in which the bare handler was", () => {
    const slowed = timings.map((one) => ({ ...one, times: [...one.times, one.name === BARE ? 5000 : 1000] }));
    expect(ours(compare([timed("actual", slowed)]))?.ratio.median).toBeCloseTo(1.5, 1);
  });

  test("takes the median of the processes, and says what half of them lie between", () => {
    const inProcess = (time: number): ProcessResult => ({
      runtime: "",
      rounds: 3,
      batch: 1,
      probes: [],
      absent: [],
      workloads: [
        timed(
          "actual",
          timings.map((one) => (one.name === "ours" ? { ...one, times: [time, time + 100, time + 200] } : one)),
        ),
      ],
    });
    const pooled = pool([130, 126, 160, 124, 128].map(inProcess));
    expect(pooled.processes).toBe(5);
    expect(ours(pooled.workloads[0] as WorkloadResult)?.ratio).toEqual({ median: 1.4, quartiles: [1.3, 1.5] });
  });

  test("refuses processes in which not the same have taken part", () => {
    const without = timings.filter(({ name }) => name !== "ours");
    expect(() => compare([timed("actual"), timed("actual", without)])).toThrow("ours is not in every process");
  });
});

describe("the rounds", () => {
  test("run everyone in every round, and ask each request in turn, from batch to batch", async () => {
    const asked: Record<string, string[]> = { one: [], other: [] };
    const requests = ["a", "b", "c"].map((path) => new Request(`https://api.example.com/${path}`));
    const entrants = Object.keys(asked).map((name) => ({
      name,
      served: {
        input: (request: Request) => request,
        serve: (request: Request) => asked[name]?.push(request.url.slice(-1)),
        answer: () => new Response(),
        hasBody: true,
      },
    }));
    const times = await runRounds(entrants, requests, { rounds: 4, seed: 1, batch: 0.01 });
    for (const [name, paths] of Object.entries(asked)) {
      expect(times.get(name)).toHaveLength(4);
      expect(paths.join("")).toBe("abc".repeat(Math.ceil(paths.length / 3)).slice(0, paths.length));
    }
  });

  test("come in an order that differs from round to round, and not from run to run", () => {
    const orders = (seed: number): readonly string[] => {
      const random = randomFrom(seed);
      return Array.from({ length: 5 }, () => shuffled(["a", "b", "c", "d", "e"], random).join(""));
    };
    expect(orders(1)).toEqual(orders(1));
    expect(new Set(orders(1)).size).toBeGreaterThan(1);
    expect(orders(1).map((order) => [...order].sort().join(""))).toEqual(Array(5).fill("abcde"));
  });

  test("give quartiles that lie between the values", () => {
    expect([0, 0.25, 0.5, 0.75, 1].map((share) => quantile([4, 1, 3, 2, 5], share))).toEqual([1, 2, 3, 4, 5]);
    expect(quantile([1, 2], 0.5)).toBe(1.5);
  });
});
