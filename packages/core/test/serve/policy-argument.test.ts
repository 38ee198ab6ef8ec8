import { describe, expect, test, vi } from "vitest";
import {
  applyDecision,
  CorsConfigError,
  type CorsDecision,
  type CorsOptions,
  type CorsPolicy,
  definePolicy,
  type PreflightDecision,
  preflightResponse,
  withCors,
} from "../../src/index.ts";

const ORIGIN = "https://app.example.com";
const preflight = (): Request =>
  new Request("https://api.example.com/", {
    method: "OPTIONS",
    headers: { Origin: ORIGIN, "Access-Control-Request-Method": "PUT", "Access-Control-Request-Headers": "x-a" },
  });
const get = (origin?: string): Request =>
  new Request("https://api.example.com/", { headers: origin === undefined ? {} : { Origin: origin } });

/** A policy of another copy or version of this library: its decisions are plain objects. */
function foreign(options: CorsOptions): CorsPolicy {
  const policy = definePolicy(options);
  return {
    ...policy,
    decide: (request, ...args) => {
      const decision = policy.decide(request, ...args) as PreflightDecision;
      const { kind, allowed, reason, name, status, headers, vary, exposesAll } = decision;
      return { kind, allowed, reason, name, status, headers, vary, exposesAll } as CorsDecision;
    },
  };
}

describe("a policy", () => {
  const options = { origin: ORIGIN, credentials: true, allowedHeaders: "*", exposedHeaders: ["ETag", "*"] } as const;

  test("from another copy of this library has the same results", async () => {
    for (const request of [preflight, () => get(ORIGIN), () => get("https://evil.example"), () => get()]) {
      const [own, other] = [definePolicy(options), foreign(options)].map((policy) =>
        withCors(() => new Response("hello", { headers: { "X-A": "1" } }), policy),
      );
      const [expected, received] = [await own?.(request()), await other?.(request())];
      expect([received?.status, ...(received?.headers ?? [])]).toEqual([
        expected?.status,
        ...(expected?.headers ?? []),
      ]);
    }
  });

  test("is an object whose decide is a function", () => {
    const decide = vi.fn(definePolicy({ origin: "*" }).decide);
    withCors(() => new Response(), { decide } as never)(get(ORIGIN));
    expect(decide).toHaveBeenCalledOnce();
  });

  test.each([{ origin: ORIGIN, judge: 1 }, { origin: ORIGIN, decide: true }, { judge: () => {} }])(
    "is not an object with other properties: %o",
    (value) => {
      expect(() => withCors(() => new Response(), value as never)).toThrow(CorsConfigError);
    },
  );
});

describe("a policy function", () => {
  test.each([undefined, null])("that returns %s causes an error with a hint", async (nothing) => {
    const errors: unknown[] = [];
    const onError = (error: unknown) => {
      errors.push(error);
      return new Response(null, { status: 500 });
    };
    for (const choose of [() => nothing, async () => nothing]) {
      const response = await withCors(() => new Response(), choose as never, { onError })(get(ORIGIN));
      expect([response.status, response.headers.get("vary")]).toEqual([500, "Origin"]);
    }
    expect(errors).toHaveLength(2);
    for (const error of errors as CorsConfigError[]) {
      expect(error).toBeInstanceOf(CorsConfigError);
      expect(error.issues).toEqual([
        {
          code: "missing-origin",
          path: "origin",
          value: nothing,
          message: `the policy function returned ${nothing}; return a policy; definePolicy({ origin: () => false }) denies every origin`,
        },
      ]);
    }
  });

  test("makes every response vary by Origin, even if it returns a public policy", async () => {
    const open = definePolicy({ origin: "*", exposedHeaders: "*" });
    const decisions: CorsDecision[] = [];
    const fetch = withCors(
      () => new Response(),
      () => open,
      {
        onDecision: (decision) => void decisions.push(decision),
      },
    );
    const response = await fetch(get(ORIGIN));
    expect([...response.headers]).toEqual([
      ["access-control-allow-origin", "*"],
      ["access-control-expose-headers", "*"],
      ["vary", "Origin"],
    ]);
    expect((await fetch(get())).headers.get("vary")).toBe("Origin");
    expect(decisions).toMatchObject([
      { kind: "actual", allowed: true, vary: ["Origin"] },
      { kind: "not-cors", allowed: true, vary: ["Origin"] },
    ]);
    expect(Object.isFrozen(decisions[0])).toBe(true);
    expect((await fetch(preflight())).status).toBe(204);
  });
});

describe("state that decisions share", () => {
  test.each([preflight(), get(ORIGIN), get("https://evil.example"), get()])(
    "cannot be changed through a decision: %#",
    (request) => {
      const policy = definePolicy({ origin: ORIGIN, credentials: true, exposedHeaders: ["ETag"] });
      const decision = policy.decide(request) as CorsDecision;
      for (const value of [decision, decision.headers, decision.vary, ...decision.headers]) {
        expect(Object.isFrozen(value)).toBe(true);
      }
      expect(() => (decision.headers as unknown[]).push(["X", "1"])).toThrow(TypeError);
      expect(() => Object.assign(decision, { allowed: true })).toThrow(TypeError);
    },
  );

  test("cannot be changed through a response", () => {
    const decision = definePolicy({ origin: ORIGIN }).decide(preflight()) as PreflightDecision;
    preflightResponse(decision).headers.set("Access-Control-Allow-Origin", "https://evil.example");
    expect(preflightResponse(decision).headers.get("Access-Control-Allow-Origin")).toBe(ORIGIN);
  });
});

describe("a public policy", () => {
  /** A request that fails the test if anything except its method is read. */
  const unreadable = (method: string): Request =>
    new Proxy({} as Request, {
      get(_, property) {
        if (property === "method") return method;
        throw new Error(`${String(property)} was read`);
      },
    });

  test.each(["GET", "POST", "DELETE", "HEAD"])("reads only the method of a %s request", (method) => {
    const hello = () => new Response("hello");
    for (const fetch of [
      withCors(hello),
      withCors(hello, { origin: "*" }),
      withCors(hello, definePolicy({ origin: "*" })),
    ]) {
      const response = fetch(unreadable(method)) as Response;
      expect([...response.headers]).toEqual([
        ["access-control-allow-origin", "*"],
        ["content-type", "text/plain;charset=UTF-8"],
      ]);
    }
  });

  test("reads only the method of the request even after an error", () => {
    const fetch = withCors(
      () => {
        throw new Error("oops");
      },
      { origin: "*" },
      { onError: () => new Response(null, { status: 500 }) },
    );
    expect((fetch(unreadable("GET")) as Response).headers.get("access-control-allow-origin")).toBe("*");
  });

  test("reads the request headers if the kind of the decision is read", () => {
    const policy = definePolicy({ origin: "*" });
    expect((policy.decide(get(ORIGIN)) as CorsDecision).kind).toBe("actual");
    expect((policy.decide(get()) as CorsDecision).kind).toBe("not-cors");
    expect(() => (policy.decide(unreadable("GET")) as CorsDecision).kind).toThrow("headers was read");
  });
});

test("the requested header names are read once, however often a decision is read", () => {
  const received: string[] = [];
  const fields: Record<string, string> = {
    origin: ORIGIN,
    "access-control-request-method": "PUT",
    "access-control-request-headers": "x-a",
  };
  const get = (name: string): string | undefined => {
    received.push(name);
    return fields[name];
  };
  const policy = definePolicy({ origin: ORIGIN, allowedHeaders: [] });
  const decision = policy.decide({ method: "OPTIONS", headers: { get } }) as CorsDecision;
  for (let round = 0; round < 3; round++) {
    expect([decision.allowed, decision.reason, decision.name]).toEqual([false, "header", "x-a"]);
  }
  expect(received.filter((name) => name === "access-control-request-headers")).toHaveLength(1);
});

test("listed exposed headers stay exposed together with the wildcard", () => {
  const names = (exposedHeaders: readonly string[]): readonly string[] => {
    const policy = definePolicy({ origin: ORIGIN, credentials: true, exposedHeaders });
    const response = applyDecision(
      policy.decide(get(ORIGIN)) as CorsDecision,
      new Response(null, { headers: { ETag: "1" } }),
    );
    return response.headers.get("access-control-expose-headers")?.split(", ") ?? [];
  };
  expect(names(["*"])).toEqual(["etag", "vary"]);
  expect(names(["Access-Control-Allow-Origin", "*"])).toEqual(["Access-Control-Allow-Origin", "etag", "vary"]);
  expect(names(["Access-Control-Allow-Origin", "X-Later"])).toEqual(["Access-Control-Allow-Origin", "X-Later"]);
});
