import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { definePolicy, withCors } from "../../src/index.ts";

const ORIGIN = "https://app.example.com";
const requestFrom = (origin: string): Request =>
  new Request("https://api.example.com/", { headers: { Origin: origin } });

beforeEach(() => {
  vi.spyOn(console, "error").mockImplementation(() => {});
});
afterEach(() => {
  vi.restoreAllMocks();
});

describe("an origin that no browser sends", () => {
  test.each([
    ...["*", "null", "NULL", "Null", "", ",", "x", "undefined", "https:example.com"],
    ...["https://a,https://b", "https://a.example,", "https://a.example, https://b.example"],
    ...["https://a b", "https://a\tb", `https://${"a".repeat(600)}`],
  ])("is denied without calling the predicate: %j", async (origin) => {
    const predicate = vi.fn(() => true);
    const policy = definePolicy({ origin: predicate, credentials: true });
    expect(policy.allowsOrigin(origin)).toBe(false);
    const decision = await policy.decide({ method: "GET", headers: new Map([["origin", origin]]) });
    expect(decision).toMatchObject({ kind: "actual", allowed: false, reason: "origin", headers: [] });
    const response = await withCors(() => new Response(), policy)(requestFrom(origin));
    expect([...response.headers.keys()].filter((name) => name.startsWith("access-control-"))).toEqual([]);
    expect(predicate).not.toHaveBeenCalled();
  });

  test.each([null, undefined])("is denied if it is %s", (origin) => {
    const predicate = vi.fn(() => true);
    expect(definePolicy({ origin: predicate }).allowsOrigin(origin)).toBe(false);
    expect(definePolicy({ origin: "*" }).allowsOrigin(origin)).toBe(true);
    expect(predicate).not.toHaveBeenCalled();
  });
});

describe("a predicate", () => {
  test.each([1, "yes", ORIGIN, {}, [ORIGIN], /x/.exec("x"), 0, Number.NaN, ""])(
    "that returns %j denies the origin, and is reported once for its policy",
    async (result) => {
      const policy = definePolicy({ origin: () => result as boolean });
      expect(policy.allowsOrigin(ORIGIN)).toBe(false);
      expect(policy.allowsOrigin("https://b.example")).toBe(false);
      const later = definePolicy({ origin: async () => result as boolean });
      expect(await later.allowsOrigin(ORIGIN)).toBe(false);
      expect(vi.mocked(console.error).mock.calls).toEqual([
        [
          `fetch-cors: the "origin" predicate returned a value of type ${typeof result}; return true to allow the origin`,
        ],
        [
          `fetch-cors: the "origin" predicate returned a value of type ${typeof result}; return true to allow the origin`,
        ],
      ]);
    },
  );

  test.each([true, false, null, undefined])("may return %s, which is not reported", (result) => {
    expect(definePolicy({ origin: () => result as boolean }).allowsOrigin(ORIGIN)).toBe(result === true);
    expect(console.error).not.toHaveBeenCalled();
  });

  test("that calls its second argument, like those of the cors package, is reported", () => {
    const predicate = (_origin: string, callback: unknown) =>
      (callback as (error: null, allowed: boolean) => boolean)(null, true);
    const policy = definePolicy({ origin: predicate });
    for (let round = 0; round < 2; round++) {
      expect(() => policy.allowsOrigin(ORIGIN, requestFrom(ORIGIN))).toThrow("callback is not a function");
    }
    expect(vi.mocked(console.error).mock.calls).toEqual([
      [
        'fetch-cors: the "origin" predicate threw a TypeError; it receives the origin and the arguments of the handler, not a callback; return true to allow the origin',
      ],
    ]);
  });

  test.each([new Error("the database is down"), new TypeError("fetch failed"), "no Error", null, undefined])(
    "that throws any other error is not reported, because the error is handled elsewhere: %s",
    (error) => {
      const policy = definePolicy({
        origin: () => {
          throw error;
        },
      });
      let thrown: unknown = "nothing";
      try {
        policy.allowsOrigin(ORIGIN);
      } catch (caught) {
        thrown = caught;
      }
      expect(thrown).toBe(error);
      expect(console.error).not.toHaveBeenCalled();
    },
  );

  test("receives the arguments of decide and allowsOrigin after the origin", async () => {
    const predicate = vi.fn(() => true);
    const policy = definePolicy({ origin: predicate });
    const request = requestFrom(ORIGIN);
    policy.allowsOrigin(ORIGIN, "a request of another runtime", 7);
    policy.allowsOrigin(ORIGIN);
    await policy.decide(request);
    await policy.decide(request, "context", 7);
    expect(predicate.mock.calls).toEqual([
      [ORIGIN, "a request of another runtime", 7],
      [ORIGIN],
      [ORIGIN, request],
      [ORIGIN, "context", 7],
    ]);
  });
});
