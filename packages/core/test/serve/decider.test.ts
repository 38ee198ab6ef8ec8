import { describe, expect, test, vi } from "vitest";
import { createDecider } from "../../src/adapter.ts";
import { CorsConfigError, type CorsDecision, type CorsRequest, definePolicy, explain } from "../../src/index.ts";

const ORIGIN = "https://app.example.com";
const requestFrom = (origin?: string, method = "GET") => ({
  method,
  headers: new Map(origin === undefined ? [] : [["origin", origin]]),
});

/** Returns the function with which an adapter with these arguments decides a request. */
const decider = (...policyAndHooks: readonly unknown[]) => {
  const decide = createDecider<readonly unknown[]>(policyAndHooks);
  const summarize = (decision: CorsDecision) =>
    "error" in decision ? ["failed", decision.error, decision.headers, decision.vary] : ["decided", decision.allowed];
  return (request: CorsRequest, args: readonly unknown[] = []) => {
    const decision = decide(request, args);
    return decision instanceof Promise ? decision.then(summarize) : summarize(decision);
  };
};

describe("policy and hooks", () => {
  test("without arguments the policy is public", () => {
    expect(decider()(requestFrom("https://any.example"))).toEqual(["decided", true]);
  });

  test.each([[[undefined]], [[{}]], [[{ origin: [] }]], [[undefined, {}]]])(
    "%j is rejected before any request",
    (policyAndHooks) => {
      expect(() => decider(...policyAndHooks)).toThrow(CorsConfigError);
    },
  );

  test("the result is a promise only if a predicate or a policy function returns one", async () => {
    const policy = definePolicy({ origin: ORIGIN });
    const allowed = ["decided", true];
    expect(decider(policy)(requestFrom(ORIGIN))).toEqual(allowed);
    expect(decider(() => policy)(requestFrom(ORIGIN))).toEqual(allowed);
    for (const later of [async () => policy, async () => definePolicy({ origin: async () => true })]) {
      const result = decider(later)(requestFrom(ORIGIN));
      expect(result).toBeInstanceOf(Promise);
      expect(await result).toEqual(allowed);
    }
  });

  test("a thenable of another library becomes a Promise", async () => {
    // biome-ignore lint/suspicious/noThenProperty: query builders have one
    const thenable = { then: (resolve: (isAllowed: boolean) => void) => resolve(true) };
    const result = decider({ origin: () => thenable })(requestFrom(ORIGIN));
    expect(result).toBeInstanceOf(Promise);
    expect(await result).toEqual(["decided", true]);
  });
});

describe("the arguments of the handler", () => {
  const args = ["a request of any kind", { tenant: "acme" }];

  test("reach predicates, policy functions and the observer", () => {
    const predicate = vi.fn(() => true);
    const policy = definePolicy({ origin: predicate });
    const choose = vi.fn(() => policy);
    const onDecision = vi.fn();
    decider(choose, { onDecision })(requestFrom(ORIGIN), args);
    expect(predicate.mock.calls).toEqual([[ORIGIN, ...args]]);
    expect(choose.mock.calls).toEqual([args]);
    expect(onDecision.mock.calls).toEqual([[expect.objectContaining({ kind: "actual", allowed: true }), ...args]]);
  });
});

describe("the observer", () => {
  test("receives a frozen decision", () => {
    const onDecision = vi.fn((decision: CorsDecision) => expect(Object.isFrozen(decision)).toBe(true));
    decider({ origin: ORIGIN }, { onDecision })(requestFrom(ORIGIN));
    expect(onDecision).toHaveReturned();
  });

  test.each([
    () => {
      throw new Error("observer");
    },
    async () => Promise.reject(new Error("observer")),
  ])("never changes the result by failing: %s", async (onDecision) => {
    expect(await decider({ origin: ORIGIN }, { onDecision })(requestFrom(ORIGIN))).toEqual(["decided", true]);
  });
});

describe("a predicate or a policy function that fails", () => {
  const error = new Error("the database is down");
  const fail = (): never => {
    throw error;
  };
  const FAILING = [
    ["a predicate throws", { origin: fail }],
    ["a predicate rejects", { origin: async () => fail() }],
    ["a policy function throws", fail],
    ["a policy function rejects", async () => fail()],
  ] as const;

  test.each(FAILING)("denies: %s", async (_, policy) => {
    expect(await decider(policy)(requestFrom(ORIGIN))).toEqual(["failed", error, [], ["Origin"]]);
  });

  test.each(FAILING)("is reported to onDecision, once, with the kind of the request: %s", async (_, policy) => {
    const preflight = new Map([
      ["origin", ORIGIN],
      ["access-control-request-method", "PUT"],
    ]);
    const decisions: CorsDecision[] = [];
    const decide = decider(policy, { onDecision: (decision: CorsDecision) => void decisions.push(decision) });
    await decide({ method: "OPTIONS", headers: preflight }, [7]);
    await decide(requestFrom(ORIGIN), [7]);
    await decide(requestFrom(ORIGIN, "OPTIONS"), [7]);
    await decide({ method: "GET", headers: preflight }, [7]);
    expect(decisions.map(({ kind, allowed, reason, name }) => [kind, allowed, reason, name])).toEqual([
      ["preflight", false, "error", undefined],
      ["actual", false, "error", undefined],
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
    await decider(fail, { onDecision: (decision: CorsDecision) => void decisions.push(decision) })(requestFrom(), [7]);
    expect(decisions).toMatchObject([{ kind: "not-cors", allowed: false, reason: "error" }]);
  });

  test("denies if a header cannot be read", () => {
    const request = { method: "GET", headers: { get: fail } };
    const onDecision = vi.fn();
    expect(decider({ origin: ORIGIN }, { onDecision })(request)).toEqual(["failed", error, [], ["Origin"]]);
    expect(onDecision).toHaveBeenCalledWith(expect.objectContaining({ kind: "actual", allowed: false }));
  });

  test("has the same Vary as every other response to the method", () => {
    const vary = ["Origin", "Access-Control-Request-Method", "Access-Control-Request-Headers"];
    expect(decider(fail)(requestFrom(ORIGIN, "OPTIONS"))).toEqual(["failed", error, [], vary]);
  });
});
