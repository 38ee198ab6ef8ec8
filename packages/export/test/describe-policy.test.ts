import type { CorsOptions, CorsPolicy } from "@fetch-cors/core";
import { describe, expect, test } from "vitest";
import { CorsConfigError, definePolicy, describePolicy, ExportError } from "../src/index.ts";

/** The codes and paths of the reasons. */
const reasonsOf = (run: () => unknown): readonly string[] => {
  try {
    run();
  } catch (error) {
    if (error instanceof ExportError) return error.issues.map(({ code, path }) => `${code} ${path}`);
    throw error;
  }
  return [];
};

describe("describePolicy", () => {
  test("describes exact origins, patterns and lists", () => {
    const policy = definePolicy({
      origin: ["https://app.example.com", "https://*.preview.example.com:8443", "http://localhost:*", "http://[::1]:*"],
      methods: ["GET", "PUT"],
      allowedHeaders: ["Content-Type"],
      exposedHeaders: ["*", "X-Total"],
      maxAge: 60,
      preflightStatus: 200,
    });
    expect(describePolicy(policy)).toEqual({
      origins: {
        exact: ["https://app.example.com"],
        patterns: [
          {
            source: "https://*.preview.example.com:8443",
            scheme: "https",
            subdomains: true,
            host: "preview.example.com",
            port: "8443",
          },
          { source: "http://localhost:*", scheme: "http", subdomains: false, host: "localhost", port: "*" },
          { source: "http://[::1]:*", scheme: "http", subdomains: false, host: "[::1]", port: "*" },
        ],
      },
      credentials: false,
      methods: { listed: ["GET", "PUT"], echoes: false },
      requestHeaders: { listed: ["Content-Type"], echoes: false },
      exposedHeaders: { listed: ["*", "X-Total"], all: false },
      maxAge: 60,
      preflightStatus: 200,
    });
  });

  test("says that names are echoed, and headers exposed, for * with credentials", () => {
    const { methods, requestHeaders, exposedHeaders } = describePolicy({
      origin: ["https://app.example.com"],
      credentials: true,
      methods: ["*", "PATCH"],
      exposedHeaders: ["*", "X-Total"],
    });
    expect(methods).toEqual({ listed: ["PATCH"], echoes: true });
    expect(requestHeaders).toEqual({ listed: ["Authorization"], echoes: true });
    expect(exposedHeaders).toEqual({ listed: ["X-Total"], all: true });
  });

  test("keeps the policy for every origin, and the origin of files", () => {
    expect(describePolicy({ origin: "*" }).origins).toBe("*");
    expect(describePolicy({ origin: ["file://"] }).origins).toEqual({ exact: ["file://"], patterns: [] });
  });

  test("reads the options of a policy that another copy of core made", () => {
    const { options } = definePolicy({ origin: ["https://app.example.com"] });
    const policy = { options, decide: () => undefined } as unknown as CorsPolicy;
    expect(describePolicy(policy).origins).toEqual({ exact: ["https://app.example.com"], patterns: [] });
  });

  test("throws a CorsConfigError for options that definePolicy refuses", () => {
    for (const options of [undefined, {}, { origin: "" }, { origin: [] }]) {
      expect(() => describePolicy(options as unknown as CorsOptions)).toThrow(CorsConfigError);
    }
  });
});

describe("ExportError", () => {
  test("has every reason at once", () => {
    expect(
      reasonsOf(() =>
        describePolicy({
          origin: () => true,
          methods: ["X'$"],
          allowedHeaders: ["X-%", "X-A"],
          exposedHeaders: ["X-$a"],
        }),
      ),
    ).toEqual([
      "predicate origin",
      "unsafe-name methods[0]",
      "unsafe-name allowedHeaders[0]",
      "unsafe-name exposedHeaders[0]",
    ]);
  });

  test("refuses a policy function, and a policy without options", () => {
    const asPolicy = (value: unknown): CorsPolicy => value as CorsPolicy;
    expect(reasonsOf(() => describePolicy(asPolicy(() => definePolicy({ origin: "*" }))))).toEqual([
      "policy-function policy",
    ]);
    for (const options of [undefined, null, "*"]) {
      const policy = asPolicy({ decide: () => undefined, options });
      expect(reasonsOf(() => describePolicy(policy))).toEqual(["missing-options policy.options"]);
    }
  });

  test("refuses numbers that core would refuse", () => {
    const { options } = definePolicy({ origin: "*" });
    const policy = { decide: () => undefined, options: { ...options, maxAge: "1;", preflightStatus: 300 } };
    expect(reasonsOf(() => describePolicy(policy as unknown as CorsPolicy))).toEqual([
      "out-of-range maxAge",
      "out-of-range preflightStatus",
    ]);
  });

  test("is told by its name and code, and shows twenty reasons", () => {
    const allowedHeaders = Array.from({ length: 22 }, (_, index) => `X-$${index}`);
    const error = (() => {
      try {
        return describePolicy({ origin: "*", allowedHeaders });
      } catch (thrown) {
        return thrown;
      }
    })();
    expect(error).toMatchObject({ name: "ExportError", code: "ERR_CORS_EXPORT" });
    const { message, issues } = error as ExportError;
    expect(issues).toHaveLength(22);
    expect(message.split("\n")).toHaveLength(22);
    expect(message).toMatch(/^Cannot export the CORS policy:\n- allowedHeaders\[0\]: "X-\$0" has .*\n/);
    expect(message).toMatch(/\n- and 2 more$/);
  });
});
