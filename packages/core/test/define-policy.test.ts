import { describe, expect, test } from "vitest";
import { definePolicy } from "../src/index.ts";
import { isKnownPublicSuffix } from "../src/policy/public-suffixes.ts";

describe("options", () => {
  test("have every default filled in", () => {
    expect(definePolicy({ origin: "https://example.com" }).options).toEqual({
      origin: ["https://example.com"],
      credentials: false,
      methods: ["GET", "HEAD", "QUERY", "PUT", "PATCH", "POST", "DELETE"],
      allowedHeaders: ["*", "Authorization"],
      exposedHeaders: [],
      maxAge: 600,
      preflightStatus: 204,
      dangerouslyAllowInsecureOrigins: false,
      isPublicSuffix: isKnownPublicSuffix,
    });
  });

  test("are normalized: any iterable becomes an array, methods are normalized, repetitions are removed", () => {
    const { options } = definePolicy({
      origin: new Set(["https://a.example", "https://b.example"]),
      methods: ["put", "PUT", "PURGE"],
      allowedHeaders: new Set(["X-Api-Key", "x-api-key", "*"]),
      exposedHeaders: "*",
      credentials: true,
      maxAge: 0,
      preflightStatus: 200,
    });
    expect(options).toMatchObject({
      origin: ["https://a.example", "https://b.example"],
      methods: ["PUT", "PURGE"],
      allowedHeaders: ["x-api-key", "*"],
      exposedHeaders: ["*"],
      credentials: true,
      maxAge: 0,
      preflightStatus: 200,
    });
    expect(definePolicy({ origin: ["https://a.example", "https://a.example"] }).options.origin).toHaveLength(1);
  });

  test("keep the wildcard and a predicate", () => {
    const predicate = (): boolean => true;
    expect(definePolicy({ origin: "*" }).options.origin).toBe("*");
    expect(definePolicy({ origin: ["*"] }).options.origin).toBe("*");
    expect(definePolicy({ origin: predicate }).options.origin).toBe(predicate);
  });

  test("are frozen, and so is the policy", () => {
    const policy = definePolicy({ origin: ["https://example.com"] });
    const { options } = policy;
    for (const value of [
      policy,
      options,
      options.origin,
      options.methods,
      options.allowedHeaders,
      options.exposedHeaders,
    ]) {
      expect(Object.isFrozen(value)).toBe(true);
    }
  });
});

describe("allowsOrigin", () => {
  test("allows the origins of a list", () => {
    const policy = definePolicy({ origin: ["https://a.example", "https://b.example:8443"] });
    expect(policy.allowsOrigin("https://a.example")).toBe(true);
    expect(policy.allowsOrigin("https://b.example:8443")).toBe(true);
    for (const origin of ["https://b.example", "http://a.example", "https://a.example/", "null", "", "*", "x"]) {
      expect(policy.allowsOrigin(origin)).toBe(false);
    }
  });

  test.each<[string, string[], string[]]>([
    [
      "https://*.example.com",
      ["https://a.example.com", "https://a.b.example.com", "https://_.example.com"],
      [
        ...["https://example.com", "https://.example.com", "https://a..example.com", "https://aexample.com"],
        ...["http://a.example.com", "https://a.example.com:8443", "https://a.example.com.evil.example"],
        ...["https://A.example.com", "https://a.example.com.", "https://*.example.com", "https://a.b.com"],
      ],
    ],
    [
      "https://*.example.com:8443",
      ["https://a.example.com:8443"],
      ["https://a.example.com", "https://a.example.com:8444", "https://example.com:8443"],
    ],
    [
      "http://localhost:*",
      ["http://localhost", "http://localhost:1", "http://localhost:65535", "http://localhost:443"],
      [
        ...["http://localhost:80", "http://localhost:0", "http://localhost:080", "http://localhost:65536"],
        ...["http://localhost:", "http://localhost:*", "https://localhost", "http://a.localhost:1", "http://localhos"],
      ],
    ],
    [
      "https://*.example.com:*",
      ["https://a.example.com", "https://a.b.example.com:8443"],
      ["https://example.com", "https://a.example.com:443", "https://a.example.com:x", "https://*.example.com:*"],
    ],
    ["http://[::1]:*", ["http://[::1]", "http://[::1]:3000"], ["http://[::2]:3000", "http://::1:3000"]],
    ["app://*.example", ["app://a.example"], ["https://a.example", "xapp://a.example"]],
  ])("%s matches only the origins that it describes", (pattern, matching, others) => {
    const policy = definePolicy({ origin: [pattern, "https://other.example"] });
    for (const origin of matching) expect([origin, policy.allowsOrigin(origin)]).toEqual([origin, true]);
    for (const origin of others) expect([origin, policy.allowsOrigin(origin)]).toEqual([origin, false]);
  });

  test("a host that is too long for DNS matches no pattern", () => {
    const policy = definePolicy({ origin: "https://*.example.com" });
    const of = (length: number): string => `https://${"a".repeat(length - 20)}.example.com`;
    expect(policy.allowsOrigin(of(512))).toBe(true);
    expect(policy.allowsOrigin(of(513))).toBe(false);
  });

  test("the wildcard allows every request, with or without an origin", () => {
    const policy = definePolicy({ origin: "*" });
    for (const origin of ["https://a.example", "null", "", "junk", null, undefined]) {
      expect(policy.allowsOrigin(origin)).toBe(true);
    }
  });

  test("any other policy denies a request without an origin", () => {
    for (const origin of ["https://a.example", (): boolean => true]) {
      expect(definePolicy({ origin }).allowsOrigin(null)).toBe(false);
      expect(definePolicy({ origin }).allowsOrigin(undefined)).toBe(false);
    }
  });

  test("calls a predicate with the request", () => {
    const calls: unknown[] = [];
    const policy = definePolicy({
      origin: (origin, request) => {
        calls.push([origin, request]);
        return origin === "https://a.example";
      },
    });
    const request = new Request("https://api.example.com");
    expect(policy.allowsOrigin("https://a.example", request)).toBe(true);
    expect(policy.allowsOrigin("https://other.example", request)).toBe(false);
    expect(calls).toEqual([
      ["https://a.example", request],
      ["https://other.example", request],
    ]);
  });

  test("does not call a predicate for null or for an origin that browsers do not send", () => {
    const policy = definePolicy({
      origin: () => {
        throw new Error("the predicate was called");
      },
    });
    for (const origin of ["null", "", "a b", "\n", "é", "a".repeat(513)]) {
      expect(policy.allowsOrigin(origin)).toBe(false);
    }
    expect(() => policy.allowsOrigin("https://a.example")).toThrow("the predicate was called");
  });

  test("allows only if a predicate returns true or a promise of true", async () => {
    for (const answer of [1, "yes", {}, [], undefined, null, false]) {
      const now = definePolicy({ origin: () => answer as boolean });
      const later = definePolicy({ origin: async () => answer as boolean });
      expect(now.allowsOrigin("https://a.example")).toBe(false);
      expect(await later.allowsOrigin("https://a.example")).toBe(false);
    }
    const later = definePolicy({ origin: async () => true }).allowsOrigin("https://a.example");
    expect(later).toBeInstanceOf(Promise);
    expect(await later).toBe(true);
  });
});
