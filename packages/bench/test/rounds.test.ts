import { describe, expect, test } from "vitest";
import { randomFrom, shuffled } from "../src/random.ts";
import { runRounds } from "../src/rounds.ts";
import { quantile } from "../src/statistics.ts";

describe("the rounds", () => {
  test("run every server in every round, and continue with the next request in each batch", async () => {
    const received: Record<string, string[]> = { one: [], other: [] };
    const requests = ["a", "b", "c"].map((path) => new Request(`https://api.example.com/${path}`));
    const servers = Object.keys(received).map((name) => ({
      name,
      server: {
        input: (request: Request) => request,
        answer: (request: Request) => received[name]?.push(request.url.slice(-1)),
        output: () => new Response(),
        hasBody: true,
      },
    }));
    const times = await runRounds(servers, requests, { rounds: 4, seed: 1, batch: 0.01 });
    for (const [name, paths] of Object.entries(received)) {
      expect(times.get(name)).toHaveLength(4);
      expect(paths.join("")).toBe("abc".repeat(Math.ceil(paths.length / 3)).slice(0, paths.length));
    }
  });

  test("have a different order each, and the same orders in each run", () => {
    const orders = (seed: number): readonly string[] => {
      const random = randomFrom(seed);
      return Array.from({ length: 5 }, () => shuffled(["a", "b", "c", "d", "e"], random).join(""));
    };
    expect(orders(1)).toEqual(orders(1));
    expect(new Set(orders(1)).size).toBeGreaterThan(1);
    expect(orders(1).map((order) => [...order].sort().join(""))).toEqual(Array(5).fill("abcde"));
  });
});

test("quartiles lie between the values", () => {
  expect([0, 0.25, 0.5, 0.75, 1].map((share) => quantile([4, 1, 3, 2, 5], share))).toEqual([1, 2, 3, 4, 5]);
  expect(quantile([1, 2], 0.5)).toBe(1.5);
});
