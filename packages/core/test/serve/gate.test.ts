import { describe, expect, test, vi } from "vitest";
import { CorsConfigError, type CorsDecision, createGate, definePolicy, explain } from "../../src/index.ts";

const ORIGIN = "https://app.example.com";
const requestFrom = (origin?: string, method = "GET") => ({
  method,
  headers: new Map(origin === undefined ? [] : [["origin", origin]]),
});

/** A gate that tells what it was asked to do. */
const enter = (...given: readonly unknown[]) =>
  createGate<readonly unknown[], unknown, string>(given, {
    answer: (decision, args, carried) => ["answer", decision.allowed, args, carried],
    fail: (error, decision, args, carried) => ["fail", error, decision.headers, decision.vary, args, carried],
  });

describe("what is given", () => {
  test("is the public policy where there is nothing", () => {
    expect(enter()(requestFrom("https://anybody.example"), [7], "carried")).toEqual(["answer", true, [7], "carried"]);
  });

  test.each([[[undefined]], [[{}]], [[{ origin: [] }]], [[undefined, {}]]])("%j is refused at once", (given) => {
    expect(() => enter(...given)).toThrow(CorsConfigError);
  });

  test("goes with an answer that is synchronous where all is, and a promise where anything is", async () => {
    const policy = definePolicy({ origin: ORIGIN });
    const allowed = ["answer", true, [], ""];
    expect(enter(policy)(requestFrom(ORIGIN), [], "")).toEqual(allowed);
    expect(enter(() => policy)(requestFrom(ORIGIN), [], "")).toEqual(allowed);
    for (const later of [async () => policy, async () => definePolicy({ origin: async () => true })]) {
      const answer = enter(later)(requestFrom(ORIGIN), [], "");
      expect(answer).toBeInstanceOf(Promise);
      expect(await answer).toEqual(allowed);
    }
  });
});

describe("what the handler is called with", () => {
  const args = ["a request of any kind", { tenant: "acme" }];

  test("reaches predicates, policy functions and the observer", () => {
    const predicate = vi.fn(() => true);
    const policy = definePolicy({ origin: predicate });
    const choose = vi.fn(() => policy);
    const onDecision = vi.fn();
    enter(choose, { onDecision })(requestFrom(ORIGIN), args, "");
    expect(predicate.mock.calls).toEqual([[ORIGIN, ...args]]);
    expect(choose.mock.calls).toEqual([args]);
    expect(onDecision.mock.calls).toEqual([[expect.objectContaining({ kind: "actual", allowed: true }), ...args]]);
  });
});

describe("the observer", () => {
  test("sees a decision that it cannot change", () => {
    const onDecision = vi.fn((decision: CorsDecision) => expect(Object.isFrozen(decision)).toBe(true));
    enter({ origin: ORIGIN }, { onDecision })(requestFrom(ORIGIN), [], "");
    expect(onDecision).toHaveReturned();
  });

  test.each([
    () => {
      throw new Error("observer");
    },
    async () => Promise.reject(new Error("observer")),
  ])("never changes the answer by failing: %s", async (onDecision) => {
    expect(await enter({ origin: ORIGIN }, { onDecision })(requestFrom(ORIGIN), [], "")).toEqual([
      "answer",
      true,
      [],
      "",
    ]);
  });
});

describe("what cannot be decided", () => {
  const error = new Error("the database is away");
  const fail = (): never => {
    throw error;
  };

  test.each([
    ["a predicate that throws", { origin: fail }],
    ["a predicate that rejects", { origin: async () => fail() }],
    ["a policy function that throws", fail],
    ["a policy function that rejects", async () => fail()],
  ])("fails closed: %s", async (_, policy) => {
    const answer = await enter(policy)(requestFrom(ORIGIN), [7], "carried");
    expect(answer).toEqual(["fail", error, [], ["Origin"], [7], "carried"]);
  });

  test.each([
    ["a predicate that throws", { origin: fail }],
    ["a predicate that rejects", { origin: async () => fail() }],
    ["a policy function that throws", fail],
    ["a policy function that rejects", async () => fail()],
  ])("is reported to onDecision, once, with the kind of the request: %s", async (_, policy) => {
    const preflight = new Map([
      ["origin", ORIGIN],
      ["access-control-request-method", "PUT"],
    ]);
    const decisions: CorsDecision[] = [];
    const decide = enter(policy, { onDecision: (decision: CorsDecision) => void decisions.push(decision) });
    await decide({ method: "OPTIONS", headers: preflight }, [7], "");
    await decide(requestFrom(ORIGIN), [7], "");
    await decide(requestFrom(ORIGIN, "OPTIONS"), [7], "");
    expect(decisions.map(({ kind, allowed, reason, name }) => [kind, allowed, reason, name])).toEqual([
      ["preflight", false, "error", undefined],
      ["actual", false, "error", undefined],
      ["actual", false, "error", undefined],
    ]);
    for (const decision of decisions) {
      expect(decision).toMatchObject({ headers: [], exposesAll: false, error });
      expect(Object.isFrozen(decision)).toBe(true);
      expect(explain(decision)).toMatch(
        / denied: the "origin" predicate or the policy function failed; see the error$/,
      );
    }
    expect(decisions[0]).toMatchObject({ status: 500 });
  });

  test("has no origin if the request has none", async () => {
    const decisions: CorsDecision[] = [];
    await enter(fail, { onDecision: (decision: CorsDecision) => void decisions.push(decision) })(
      requestFrom(),
      [7],
      "",
    );
    expect(decisions).toMatchObject([{ kind: "not-cors", allowed: false, reason: "error" }]);
  });

  test("fails closed where a header cannot be read", () => {
    const headers = { get: fail };
    const answer = enter({ origin: ORIGIN })({ method: "GET", headers }, [7], "carried");
    expect(answer).toEqual(["fail", error, [], ["Origin"], [7], "carried"]);
  });

  test("varies as all other answers to the method do", () => {
    const vary = ["Origin", "Access-Control-Request-Method", "Access-Control-Request-Headers"];
    expect(enter(fail)(requestFrom(ORIGIN, "OPTIONS"), [], "")).toEqual(["fail", error, [], vary, [], ""]);
  });
});
