import { describe, expect, test } from "vitest";
import { type CorsDecision, type CorsOptions, definePolicy } from "../../src/index.ts";

const ORIGIN = "https://app.example.com";

/** Decides a request that is not a `Request`, like those of Node. */
function decide(
  options: Omit<CorsOptions<readonly string[]>, "origin"> & { origin?: unknown },
  method: string,
  headers: Record<string, string>,
): CorsDecision {
  const policy = definePolicy({ origin: [ORIGIN], ...options } as CorsOptions<readonly string[]>);
  return policy.decide({ method, headers: { get: (name) => headers[name] } }) as CorsDecision;
}

const preflight = (options: Parameters<typeof decide>[0], method: string, names = "", origin = ORIGIN): CorsDecision =>
  decide(options, "OPTIONS", {
    origin,
    "access-control-request-method": method,
    "access-control-request-headers": names,
  });

describe("the kind of a request", () => {
  test.each([
    ["GET", {}, "not-cors"],
    ["OPTIONS", {}, "not-cors"],
    ["OPTIONS", { "access-control-request-method": "PUT" }, "not-cors"],
    ["GET", { origin: ORIGIN }, "actual"],
    ["GET", { origin: "" }, "actual"],
    ["OPTIONS", { origin: ORIGIN }, "actual"],
    ["POST", { origin: ORIGIN, "access-control-request-method": "PUT" }, "actual"],
    ["options", { origin: ORIGIN, "access-control-request-method": "PUT" }, "actual"],
    ["OPTIONS", { origin: ORIGIN, "access-control-request-method": "PUT" }, "preflight"],
    ["OPTIONS", { origin: "", "access-control-request-method": "" }, "preflight"],
  ])("%s with %j is %s", (method, headers, kind) => {
    expect(decide({}, method, headers).kind).toBe(kind);
  });

  test("a header that is null or undefined is absent", () => {
    const policy = definePolicy({ origin: ORIGIN });
    expect(policy.decide({ method: "OPTIONS", headers: { get: () => null } })).toMatchObject({ kind: "not-cors" });
  });
});

describe("Vary", () => {
  const PREFLIGHT = ["Origin", "Access-Control-Request-Method", "Access-Control-Request-Headers"];

  test.each(["https://evil.example", ORIGIN, undefined])("is the same for the origin %s", (origin) => {
    const headers = origin ? { origin } : {};
    expect(decide({}, "GET", headers).vary).toEqual(["Origin"]);
    expect(decide({}, "OPTIONS", headers).vary).toEqual(PREFLIGHT);
    expect(decide({}, "OPTIONS", { ...headers, "access-control-request-method": "PUT" }).vary).toEqual(PREFLIGHT);
    expect(decide({ origin: "*" }, "GET", headers).vary).toEqual([]);
    expect(decide({ origin: "*" }, "OPTIONS", headers).vary).toEqual(PREFLIGHT);
  });
});

describe("a request without an origin", () => {
  test("gets no CORS header if the policy lists origins", () => {
    expect(decide({}, "GET", {})).toMatchObject({ kind: "not-cors", allowed: false, headers: [] });
    expect(decide({}, "GET", {}).reason).toBeUndefined();
    expect(decide({}, "GET", {}).name).toBeUndefined();
  });

  test("gets the same headers as every other request if the policy allows every origin", () => {
    const decision = decide({ origin: "*", exposedHeaders: ["ETag"] }, "GET", {});
    expect(decision).toMatchObject({ kind: "not-cors", allowed: true, exposesAll: false });
    expect(decision.headers).toEqual([
      ["Access-Control-Allow-Origin", "*"],
      ["Access-Control-Expose-Headers", "ETag"],
    ]);
    expect(decision.reason).toBeUndefined();
    // It is not a preflight, whatever its other headers.
    expect(decide({ origin: "*" }, "OPTIONS", { "access-control-request-method": "PUT" }).headers).toEqual([
      ["Access-Control-Allow-Origin", "*"],
    ]);
  });
});

describe("a CORS request", () => {
  test("from an allowed origin gets the CORS headers", () => {
    const plain = decide({}, "GET", { origin: ORIGIN });
    expect(plain).toMatchObject({ kind: "actual", allowed: true, exposesAll: false });
    expect(plain.headers).toEqual([["Access-Control-Allow-Origin", ORIGIN]]);
    expect([plain.reason, plain.name]).toEqual([undefined, undefined]);

    const full = decide({ credentials: true, exposedHeaders: ["ETag", "X-Total"] }, "GET", { origin: ORIGIN });
    expect(full.headers).toEqual([
      ["Access-Control-Allow-Origin", ORIGIN],
      ["Access-Control-Allow-Credentials", "true"],
      ["Access-Control-Expose-Headers", "ETag, X-Total"],
    ]);
  });

  test("from a denied origin gets no CORS header, and the decision has the origin", () => {
    const decision = decide({ credentials: true, exposedHeaders: "*" }, "GET", { origin: "https://evil.example" });
    expect(decision).toMatchObject({ kind: "actual", allowed: false, reason: "origin", name: "https://evil.example" });
    expect(decision.headers).toEqual([]);
    expect(decision).toMatchObject({ exposesAll: false });
    expect(decide({}, "GET", { origin: "" })).toMatchObject({ allowed: false, reason: "origin", name: "" });
    expect(decide({}, "GET", { origin: "null" })).toMatchObject({ allowed: false, name: "null" });
  });

  test("exposes all headers under the wildcard, which becomes a list with credentials", () => {
    const open = decide({ exposedHeaders: "*" }, "GET", { origin: ORIGIN });
    expect(open).toMatchObject({ exposesAll: false });
    expect(open.headers).toContainEqual(["Access-Control-Expose-Headers", "*"]);
    const credentialed = decide({ exposedHeaders: ["*", "ETag"], credentials: true }, "GET", { origin: ORIGIN });
    expect(credentialed).toMatchObject({ exposesAll: true });
    expect(credentialed.headers).toContainEqual(["Access-Control-Expose-Headers", "ETag"]);
    const unnamed = decide({ exposedHeaders: ["*"], credentials: true }, "GET", { origin: ORIGIN });
    expect(unnamed.headers.map(([name]) => name)).not.toContain("Access-Control-Expose-Headers");
  });

  test("gets the wildcard if the policy allows every origin, whatever its own origin", () => {
    for (const origin of ["null", "", "junk", ORIGIN]) {
      const decision = decide({ origin: "*" }, "GET", { origin });
      expect(decision.allowed).toBe(true);
      expect(decision.headers).toEqual([["Access-Control-Allow-Origin", "*"]]);
    }
  });
});

describe("a preflight", () => {
  test("from a denied origin gets a 403 without CORS headers", () => {
    const decision = preflight({}, "PUT", "x-a", "https://evil.example");
    expect(decision).toMatchObject({ kind: "preflight", status: 403, allowed: false, reason: "origin" });
    expect([decision.name, decision.headers]).toEqual(["https://evil.example", []]);
  });

  test("gets the full lists, whatever it requests", () => {
    const options = {
      credentials: true,
      methods: ["PUT", "PURGE"],
      allowedHeaders: ["X-Api-Key", "If-Match"],
      maxAge: 0,
    };
    const expected = [
      ["Access-Control-Allow-Origin", ORIGIN],
      ["Access-Control-Allow-Credentials", "true"],
      ["Access-Control-Allow-Methods", "PUT, PURGE"],
      ["Access-Control-Allow-Headers", "X-Api-Key, If-Match"],
      ["Access-Control-Max-Age", "0"],
    ];
    for (const method of ["PUT", "DELETE", "", "a b"]) {
      const decision = preflight({ ...options, preflightStatus: 200 }, method, "x-unlisted");
      expect(decision).toMatchObject({ status: 200 });
      expect(decision.headers).toEqual(expected);
    }
  });

  test("gets the CORS-safelisted methods for an empty list, because some servers drop empty headers", () => {
    expect(preflight({ methods: [], allowedHeaders: [] }, "PUT").headers).toEqual([
      ["Access-Control-Allow-Origin", ORIGIN],
      ["Access-Control-Allow-Methods", "GET, HEAD, POST"],
      ["Access-Control-Max-Age", "600"],
    ]);
  });

  test.each<[string, "*" | string[], boolean]>([
    ["PUT", ["PUT"], true],
    ["put", ["PUT"], false],
    ["DELETE", ["PUT"], false],
    ["GET", [], true],
    ["HEAD", [], true],
    ["POST", [], true],
    ["post", [], false],
    ["", ["PUT"], false],
    ["", "*", false],
    ["a b", "*", false],
    ["anything!", "*", true],
    ["*", "*", true],
  ])("for the method %j is allowed under the methods %j: %s", (method, methods, isAllowed) => {
    const decision = preflight({ methods }, method);
    expect(decision.allowed).toBe(isAllowed);
    expect([decision.reason, decision.name]).toEqual(isAllowed ? [undefined, undefined] : ["method", method]);
  });

  test.each<[string, "*" | string[], string | undefined]>([
    ["x-api-key", ["X-Api-Key"], undefined],
    [" X-API-KEY\t,, x-api-key ", ["X-Api-Key"], undefined],
    ["", [], undefined],
    [",", [], undefined],
    ["x-api-key,x-b,x-c", ["X-Api-Key"], "x-b"],
    ["authorization", "*", "authorization"],
    ["Authorization", ["*", "Authorization"], undefined],
    ["x-anything", ["*"], undefined],
    ["*", ["*"], undefined],
    ["x-a,a b", ["*"], "x-a"],
    ["x-a,a b", ["*", "X-A"], "a b"],
    ["*", ["X-A"], "*"],
  ])("for the headers %j under the allowed headers %j is denied because of: %s", (names, allowedHeaders, denied) => {
    const decision = preflight({ allowedHeaders }, "PUT", names);
    expect(decision.allowed).toBe(denied === undefined);
    expect([decision.reason, decision.name]).toEqual(
      denied === undefined ? [undefined, undefined] : ["header", denied],
    );
  });

  test("with a denied method and a denied header has the method as the reason", () => {
    expect(preflight({ methods: [], allowedHeaders: [] }, "PUT", "x-a")).toMatchObject({
      reason: "method",
      name: "PUT",
    });
  });

  test("reads the requested headers only if the caller reads the reason", () => {
    const namesRead: string[] = [];
    const fields: Record<string, string> = { origin: ORIGIN, "access-control-request-method": "PUT" };
    const get = (name: string): string | undefined => {
      namesRead.push(name);
      return fields[name];
    };
    const decision = definePolicy({ origin: ORIGIN }).decide({ method: "OPTIONS", headers: { get } }) as CorsDecision;
    expect(namesRead).toEqual(["origin", "access-control-request-method"]);
    expect(decision.allowed).toBe(true);
    expect(namesRead).toContain("access-control-request-headers");
  });
});

describe("a preflight with credentials and a wildcard", () => {
  const sent = (decision: CorsDecision, name: string): string | undefined => {
    const values = decision.headers.filter(([header]) => header === `Access-Control-Allow-${name}`);
    expect(values.length).toBeLessThan(2);
    return values[0]?.[1];
  };

  test.each([
    ["PUT", ["*"], "PUT"],
    ["PURGE!", ["PATCH", "*"], "PATCH, PURGE!"],
    ["POST", ["PATCH", "*"], "PATCH, POST"],
    ["PATCH", ["PATCH", "*"], "PATCH"],
    ["a b", ["PATCH", "*"], "PATCH"],
    ["*", ["PATCH", "*"], "PATCH"],
    ["", ["*"], "GET, HEAD, POST"],
    ["*", ["*"], "GET, HEAD, POST"],
  ])("with the requested method %j and the methods %j gets %j", (method, methods, value) => {
    const decision = preflight({ credentials: true, methods }, method);
    expect(sent(decision, "Methods")).toBe(value);
    expect(decision.allowed).toBe(value.split(", ").includes(method) && method !== "");
  });

  test.each([
    ["x-a,x-b", ["*"], "x-a, x-b"],
    [" X-A ,,\tx-b", ["*"], "x-a, x-b"],
    ["x-a,authorization", ["*"], "x-a"],
    ["x-a,authorization", ["*", "Authorization"], "Authorization, x-a"],
    ["x-a,x-b", ["X-B", "*"], "X-B, x-a"],
    ["x-a,*", ["*"], "x-a"],
    ["x-a,a b", ["X-B", "*"], "X-B"],
    ["x-a,\u00e9", ["*"], undefined],
    ["", ["*"], undefined],
  ])("with the requested headers %j and the allowed headers %j gets %j", (names, allowedHeaders, value) => {
    expect(sent(preflight({ credentials: true, allowedHeaders }, "PUT", names), "Headers")).toBe(value);
  });

  test("denies a method or header that it does not echo", () => {
    const options = { credentials: true, allowedHeaders: ["X-B", "*"] };
    expect(preflight(options, "PUT", "x-a,*")).toMatchObject({ reason: "header", name: "*" });
    expect(preflight(options, "PUT", "x-b,authorization")).toMatchObject({ reason: "header", name: "authorization" });
    expect(preflight(options, "PUT", "x-b,x-a,a b")).toMatchObject({ reason: "header", name: "x-a" });
    expect(preflight(options, "PUT", "x-a,x-b")).toMatchObject({ allowed: true });
  });

  test("echoes at most 8 KiB; listed names are always sent", () => {
    const options = { credentials: true, methods: ["PATCH", "*"], allowedHeaders: ["X-B", "*"] };
    const [most, more] = ["a".repeat(8192), "a".repeat(8193)];
    expect(sent(preflight(options, most, most), "Methods")).toBe(`PATCH, ${most}`);
    expect(sent(preflight(options, most, most), "Headers")).toBe(`X-B, ${most}`);
    expect(preflight(options, most, most).allowed).toBe(true);
    expect(sent(preflight(options, more, more), "Methods")).toBe("PATCH");
    expect(sent(preflight(options, "PUT", more), "Headers")).toBe("X-B");
    expect(preflight(options, "PUT", more)).toMatchObject({ reason: "header", name: more });
    // Nothing is echoed without credentials, so there is no limit.
    expect(preflight({ allowedHeaders: "*" }, "PUT", more).allowed).toBe(true);
  });
});

describe("a decision", () => {
  test("is deeply frozen", () => {
    const decisions = [
      preflight({}, "PUT"),
      preflight({}, "PUT", "", "https://evil.example"),
      preflight({ credentials: true, allowedHeaders: "*" }, "PUT", "x-a"),
      decide({ credentials: true, exposedHeaders: ["ETag"] }, "GET", { origin: ORIGIN }),
      decide({ origin: "*" }, "GET", {}),
      decide({}, "GET", {}),
    ];
    for (const decision of decisions) {
      for (const part of [decision, decision.headers, decision.vary, ...decision.headers]) {
        expect(Object.isFrozen(part)).toBe(true);
      }
    }
  });

  test("is a promise only if a predicate returns one", async () => {
    const headers = { Origin: ORIGIN };
    const request = new Request("https://api.example.com/", { headers });
    const later = definePolicy({ origin: async (origin) => origin === ORIGIN }).decide(request);
    expect(later).toBeInstanceOf(Promise);
    expect(await later).toMatchObject({ kind: "actual", allowed: true });
    const denied = definePolicy({ origin: async () => false }).decide(request);
    expect(await denied).toMatchObject({ kind: "actual", allowed: false, reason: "origin", name: ORIGIN });
    expect(definePolicy({ origin: async () => true }).decide(new Request("https://api.example.com/"))).toMatchObject({
      kind: "not-cors",
    });
  });

  test("reads headers only with `get`", () => {
    const headers = new Map([
      ["origin", ORIGIN],
      ["access-control-request-method", undefined],
    ]);
    expect(definePolicy({ origin: ORIGIN }).decide({ method: "OPTIONS", headers })).toMatchObject({ kind: "actual" });
  });

  test("passes the request to a predicate, and an error of the predicate to the caller", () => {
    const seen: unknown[] = [];
    const request = new Request("https://api.example.com/", { headers: { Origin: ORIGIN } });
    definePolicy({ origin: (_origin, asking) => seen.push(asking) > 0 }).decide(request);
    expect(seen).toEqual([request]);
    const failing = definePolicy({
      origin: () => {
        throw new Error("no database");
      },
    });
    expect(() => failing.decide(request)).toThrow("no database");
  });
});
