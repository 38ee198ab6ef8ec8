import { describe, expect, test } from "vitest";
import { compare } from "../src/compare.ts";
import { BARE, type Contender } from "../src/contender.ts";
import type { Judged } from "../src/field.ts";
import { randomFrom, shuffled } from "../src/random.ts";
import { runRounds } from "../src/rounds.ts";
import { quantile } from "../src/statistics.ts";
import { WORKLOADS } from "../src/workloads.ts";

const judged = (name: string, kind: Contender["kind"], differences: readonly string[] = []): Judged => ({
  name,
  contender: { name, kind, load: () => () => "" },
  served: { input: (request) => request, serve: () => undefined, answer: () => new Response(), hasBody: true },
  wrong: [],
  differences,
});
const workload = (name: string) => WORKLOADS.find((one) => one.name === name) ?? expect.fail(name);

describe("the comparison", () => {
  const field = [
    judged(BARE, "bare"),
    judged("hand-written: slow", "hand-written"),
    judged("hand-written: fast", "hand-written"),
    judged("hand-written: fast and different", "hand-written", ["status 200, not 204"]),
    judged("ours", "ours"),
  ];
  const times = new Map([
    [BARE, [100, 200, 300]],
    ["hand-written: slow", [160, 260, 360]],
    ["hand-written: fast", [120, 220, 320]],
    ["hand-written: fast and different", [101, 201, 301]],
    ["ours", [130, 230, 330]],
  ]);

  test("takes the fastest hand-written way that answers the same for 1.00", () => {
    expect(compare(workload("GET allowed"), field, times).limit).toBe("hand-written: fast");
  });

  test("subtracts the bare handler of the same round from anything but a preflight", () => {
    const { rows } = compare(workload("GET allowed"), field, times);
    expect(rows.find(({ name }) => name === "ours")).toMatchObject({ whole: 230, cost: 30, ratio: { median: 1.5 } });
  });

  test("counts a preflight as a whole", () => {
    const { rows } = compare(workload("preflight allowed"), field, times);
    expect(rows.find(({ name }) => name === "ours")).toMatchObject({ whole: 230, cost: 230, ratio: { median: 1.05 } });
  });
});

describe("the rounds", () => {
  test("run everyone in every round, and ask each request in turn, from batch to batch", async () => {
    const asked: Record<string, string[]> = { one: [], other: [] };
    const requests = ["a", "b", "c"].map((path) => new Request(`https://api.example.com/${path}`));
    const entrants = Object.keys(asked).map((name) => ({
      ...judged(name, "peer"),
      served: {
        input: (request: Request) => request,
        serve: (request: Request) => asked[name]?.push(request.url.slice(-1)),
        answer: () => new Response(),
        hasBody: true,
      },
    }));
    const times = await runRounds(entrants, requests, { rounds: 4, batch: 0.01 });
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
