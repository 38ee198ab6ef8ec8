import { describe, expect, test } from "vitest";
import { CorsConfigError, type CorsConfigIssue, definePolicy } from "../../src/index.ts";

/** The issues of options that the types would refuse. */
function issuesOf(options: unknown): readonly CorsConfigIssue[] {
  try {
    definePolicy(options as { origin: "*" });
    return [];
  } catch (error) {
    if (!(error instanceof CorsConfigError)) throw error;
    return error.issues;
  }
}

/** Each issue as its code, its path and its message. */
const lines = (options: unknown): string[] =>
  issuesOf(options).map(({ code, path, message }) => `${code} @ ${path}: ${message}`);

const WRITE_AN_ORIGIN = 'write "https://example.com", "https://*.example.com", or alone "*" or a predicate';
const WRITE_TRUSTED = 'write each "https" origin that you trust, or leave out credentials';
const MISSING = 'write origin: ["https://example.com"], or "*" for all';

describe("a missing origin", () => {
  test.each([
    [undefined, "undefined"],
    [null, "undefined"],
    [{}, "undefined"],
    [{ origin: undefined }, "undefined"],
    [{ origin: null }, "null"],
    [{ origin: "" }, '""'],
    [{ origin: " \n" }, '" \\n"'],
    [{ origin: [] }, "[]"],
    [{ origin: new Set() }, "object"],
    [{ origin: new Set() }, "object"],
    ["https://example.com", "undefined"],
    [7, "undefined"],
  ])("%j", (options, shown) => {
    expect(lines(options)).toEqual([`missing-origin @ origin: ${shown} (missing origin); ${MISSING}`]);
  });
});

describe("an invalid origin", () => {
  test.each([
    ["https://example.com/", 'ends with a slash; write "https://example.com"'],
    ["http://localhost:3000/", 'ends with a slash; write "http://localhost:3000"'],
    ["https://example.com/path", '(invalid origin); write "https://example.com"'],
    ["https://Example.com", '(invalid origin); write "https://example.com"'],
    ["https://example.com:443", '(invalid origin); write "https://example.com"'],
    ["https://example.com:08443", '(invalid origin); write "https://example.com:8443"'],
    ["https://münchen.example", '(invalid origin); write "https://xn--mnchen-3ya.example"'],
    ["https://user@example.com", '(invalid origin); write "https://example.com"'],
    ["https://example.com?", '(invalid origin); write "https://example.com"'],
    ["http://0x7f000001", '(invalid origin); write "http://127.0.0.1"'],
    ["example.com", '(invalid origin); write "https://example.com"'],
    ["example.com:8443", '(invalid origin); write "https://example.com:8443"'],
    ["localhost:3000", '(invalid origin); write "http://localhost:3000"'],
    ["app.localhost", '(invalid origin); write "http://app.localhost"'],
    ["127.0.0.1:80", '(invalid origin); write "http://127.0.0.1"'],
    ["[::1]:3000", '(invalid origin); write "http://[::1]:3000"'],
    ["localhosts.example", '(invalid origin); write "https://localhosts.example"'],
    ["mylocalhost", '(invalid origin); write "https://mylocalhost"'],
    [" https://example.com", '(invalid origin); write "https://example.com"'],
    ["https://example.com,", '(invalid origin); write "https://example.com"'],
    [",", "(invalid origin); leave it out"],
    ["wss://example.com", '(invalid origin); write "https://example.com"'],
    ["ws://localhost:3000", '(invalid origin); write "http://localhost:3000"'],
    ["example.com/", '(invalid origin); write "https://example.com"'],
    ["localhost:3000/path", '(invalid origin); write "http://localhost:3000"'],
    ["https://example.com:65432/", 'ends with a slash; write "https://example.com:65432"'],
    ["https//example.com", `(invalid origin); ${WRITE_AN_ORIGIN}`],
    ["https:/example.com", '(invalid origin); write "https://example.com"'],
    ["//example.com", `(invalid origin); ${WRITE_AN_ORIGIN}`],
    ["httpbin.example", '(invalid origin); write "https://httpbin.example"'],
    ["https://a.example, https://b.example", '(invalid origin); write ["https://a.example","https://b.example"]'],
    ["https://a.example;https://b.example", '(invalid origin); write ["https://a.example","https://b.example"]'],
    ["https://a.example\nhttps://b.example", '(invalid origin); write ["https://a.example","https://b.example"]'],
    ["https://", `(invalid origin); ${WRITE_AN_ORIGIN}`],
    ["https://a:99999", `(invalid origin); ${WRITE_AN_ORIGIN}`],
    ["file:///index.html", `(invalid origin); ${WRITE_AN_ORIGIN}`],
    ["file://host", `(invalid origin); ${WRITE_AN_ORIGIN}`],
  ])("%j", (origin, message) => {
    expect(lines({ origin })).toEqual([`invalid-origin @ origin: ${JSON.stringify(origin)} ${message}`]);
    expect(lines({ origin: ["https://a.example", origin] })).toEqual([
      `invalid-origin @ origin[1]: ${JSON.stringify(origin)} ${message}`,
    ]);
  });

  test.each([
    "https://example.com",
    "http://example.com",
    "https://example.com:8443",
    "https://a_b.example",
    "https://xn--mnchen-3ya.example",
    "http://127.0.0.1:3000",
    "http://[::1]",
    "https://example.com.",
    "chrome-extension://abcdefghijklmnop",
    "capacitor://localhost",
    "tauri://localhost",
    "ws-app://localhost",
    "myws://localhost",
  ])("%j is none", (origin) => {
    expect(lines({ origin })).toEqual([]);
  });
});

describe("an invalid origin pattern", () => {
  test.each([
    ["https://*.example.com/", 'ends with a slash; write "https://*.example.com"'],
    ["https://*.example.com:*/", 'ends with a slash; write "https://*.example.com:*"'],
    ["http://localhost:*/path", '(invalid origin pattern); write "http://localhost:*"'],
    ["http://localhost:*8", `(invalid origin pattern); ${WRITE_AN_ORIGIN}`],
    ["http://localhost:8:*", `(invalid origin pattern); ${WRITE_AN_ORIGIN}`],
    ["http://[::*]", `(invalid origin pattern); ${WRITE_AN_ORIGIN}`],
    ["http://localhost:*/", 'ends with a slash; write "http://localhost:*"'],
    ["https://*.example.com:65432/", 'ends with a slash; write "https://*.example.com:65432"'],
    ["https://*.Example.com", '(invalid origin pattern); write "https://*.example.com"'],
    ["https://*.example.com:443", '(invalid origin pattern); write "https://*.example.com"'],
    ["HTTPS://*.example.com:*", '(invalid origin pattern); write "https://*.example.com:*"'],
    ["https://*.example.com/path", '(invalid origin pattern); write "https://*.example.com"'],
    ["https://api-*.example.com", `(invalid origin pattern); ${WRITE_AN_ORIGIN}`],
    ["https://*example.com", `(invalid origin pattern); ${WRITE_AN_ORIGIN}`],
    ["https://*.*.example.com", `(invalid origin pattern); ${WRITE_AN_ORIGIN}`],
    ["https://example.*", `(invalid origin pattern); ${WRITE_AN_ORIGIN}`],
    ["https://*", `(invalid origin pattern); ${WRITE_AN_ORIGIN}`],
    ["https://*:*", `(invalid origin pattern); ${WRITE_AN_ORIGIN}`],
    ["https://*.", `(invalid origin pattern); ${WRITE_AN_ORIGIN}`],
    ["*://example.com", `(invalid origin pattern); ${WRITE_AN_ORIGIN}`],
    ["*.example.com", '(invalid origin pattern); write "https://*.example.com"'],
    ["*.localhost:*", '(invalid origin pattern); write "http://*.localhost:*"'],
    ["wss://*.example.com", '(invalid origin pattern); write "https://*.example.com"'],
    ["WS://*.example.com", '(invalid origin pattern); write "http://*.example.com"'],
    ["https://example.com:8*", `(invalid origin pattern); ${WRITE_AN_ORIGIN}`],
    ["https://*.example.com.", `(invalid origin pattern); ${WRITE_AN_ORIGIN}`],
    ["https://*.0.0.1", `(invalid origin pattern); ${WRITE_AN_ORIGIN}`],
    ["file://*.example.com", `(invalid origin pattern); ${WRITE_AN_ORIGIN}`],
  ])("%j", (origin, message) => {
    expect(lines({ origin })).toEqual([`invalid-origin-pattern @ origin: ${JSON.stringify(origin)} ${message}`]);
  });

  test.each([
    "https://*.example.com",
    "https://*.example.com:8443",
    "https://*.example.com:*",
    "http://localhost:*",
    "http://[::1]:*",
    "https://*.com",
    "app://*.example",
    "capacitor://localhost:*",
  ])("%j is none", (origin) => {
    expect(lines({ origin })).toEqual([]);
  });
});

describe("other entries that cannot be", () => {
  test("null", () => {
    expect(lines({ origin: "null" })).toEqual(['null-origin @ origin: "null" (null origin); leave it out']);
  });

  test("a regular expression", () => {
    const issue = `regexp-origin @ origin[0]: /\\.example\\.com$/g (regexp origin); ${WRITE_AN_ORIGIN}`;
    expect(lines({ origin: [/\.example\.com$/g] })).toEqual([issue]);
    expect(lines({ origin: /\.example\.com$/g })).toEqual([issue.replace("[0]", "")]);
  });

  test("what is no string", () => {
    const message = `(invalid type); ${WRITE_AN_ORIGIN}`;
    expect(lines({ origin: [undefined, 7, null, {}, () => true, 1n, Symbol("a")] })).toEqual([
      `invalid-type @ origin[0]: undefined ${message}`,
      `invalid-type @ origin[1]: 7 ${message}`,
      `invalid-type @ origin[2]: null ${message}`,
      `invalid-type @ origin[3]: object ${message}`,
      `invalid-type @ origin[4]: function ${message}`,
      `invalid-type @ origin[5]: 1 ${message}`,
      `invalid-type @ origin[6]: Symbol(a) ${message}`,
    ]);
    expect(lines({ origin: true })).toEqual([`invalid-type @ origin: true ${message}`]);
  });

  test("the wildcard beside others", () => {
    expect(lines({ origin: ["https://example.com", "*"] })).toEqual([
      'wildcard-origin-among-others @ origin[1]: "*" (wildcard origin among others); write it alone',
    ]);
    expect(lines({ origin: ["*", "*"] })).toEqual([]);
  });

  test("the empty string in a list", () => {
    expect(lines({ origin: [""] })).toEqual([`invalid-origin @ origin[0]: "" (invalid origin); leave it out`]);
  });
});

describe("with credentials", () => {
  test("the wildcard is refused", () => {
    const issue = `wildcard-origin-with-credentials @ origin: "*" (wildcard origin with credentials); ${WRITE_TRUSTED}`;
    expect(lines({ origin: "*", credentials: true })).toEqual([issue]);
    expect(lines({ origin: ["*"], credentials: true })).toEqual([issue.replace("origin:", "origin[0]:")]);
  });

  test.each([
    "http://example.com",
    "http://*.example.com",
    "http://example.com:*",
    "http://127.0.0.1.example.com",
    "http://localhost.example.com",
  ])("%s is insecure", (origin) => {
    expect(lines({ origin, credentials: true })).toEqual([
      `insecure-origin-with-credentials @ origin: "${origin}" (insecure origin with credentials); ${WRITE_TRUSTED}`,
    ]);
    expect(lines({ origin, credentials: true, dangerouslyAllowInsecureOrigins: true })).toEqual([]);
    expect(lines({ origin, credentials: false })).toEqual([]);
  });

  test.each([
    ...[
      "http://localhost",
      "http://localhost:3000",
      "http://localhost:*",
      "http://app.localhost",
      "http://*.localhost",
    ],
    ...[
      "http://127.0.0.1",
      "http://127.10.20.30:8000",
      "http://[::1]:3000",
      "app://example",
      "https://a.com",
      "xhttp://a.com",
    ],
  ])("%s is not insecure", (origin) => {
    expect(lines({ origin, credentials: true })).toEqual([]);
  });

  test.each(["https://*.com", "https://*.github.io", "https://*.co.uk:*", "https://*.vercel.app:8443"])(
    "%s stands for anybody",
    (origin) => {
      expect(lines({ origin, credentials: true })).toEqual([
        `public-suffix-with-credentials @ origin: "${origin}" (public suffix with credentials); ${WRITE_TRUSTED}`,
      ]);
      expect(lines({ origin })).toEqual([]);
      expect(lines({ origin, credentials: true, isPublicSuffix: () => false })).toEqual([]);
    },
  );

  test("isPublicSuffix replaces the built-in list, and is asked the bare host of each pattern", () => {
    const asked: string[] = [];
    const isPublicSuffix = (domain: string): boolean => asked.push(domain) > 0 && domain === "example.com";
    const origin = ["https://*.example.com:8443", "https://*.github.io:*", "https://a.example", "https://b.example:*"];
    expect(lines({ origin, credentials: true, isPublicSuffix })).toEqual([
      `public-suffix-with-credentials @ origin[0]: "https://*.example.com:8443" (public suffix with credentials); ${WRITE_TRUSTED}`,
    ]);
    expect(asked).toEqual(["example.com", "github.io"]);
  });

  test("one entry can have both problems", () => {
    expect(issuesOf({ origin: "http://*.com", credentials: true }).map(({ code }) => code)).toEqual([
      "insecure-origin-with-credentials",
      "public-suffix-with-credentials",
    ]);
  });
});

describe("lists of names", () => {
  const named = (option: string, value: unknown): string[] => lines({ origin: "*", [option]: value });

  test.each([
    ["PATCH\n", 'invalid-method @ methods[0]: "PATCH\\n" (invalid method); write "PATCH"'],
    ["GET,PUT", 'invalid-method @ methods[0]: "GET,PUT" (invalid method); write ["GET","PUT"]'],
    ["GÉT", 'invalid-method @ methods[0]: "GÉT" (invalid method); leave it out'],
    ["", 'invalid-method @ methods[0]: "" (invalid method); leave it out'],
    ["Trace", 'forbidden-method @ methods[0]: "Trace" (forbidden method); leave it out'],
    ["patch", 'method-case @ methods[0]: "patch" (method case); write "PATCH"'],
    ["Purge", 'method-case @ methods[0]: "Purge" (method case); write "PURGE"'],
    [7, "invalid-type @ methods[0]: 7 (invalid type); write a string"],
  ])("methods: [%j]", (name, issue) => {
    expect(named("methods", [name])).toEqual([issue]);
  });

  test.each([
    ["a b", 'invalid-header-name @ allowedHeaders[0]: "a b" (invalid header name); write ["a","b"]'],
    ["X:", 'invalid-header-name @ allowedHeaders[0]: "X:" (invalid header name); write "X"'],
    [":", 'invalid-header-name @ allowedHeaders[0]: ":" (invalid header name); leave it out'],
    ["Cookie", 'forbidden-header-name @ allowedHeaders[0]: "Cookie" (forbidden header name); leave it out'],
    ["Origin", 'forbidden-header-name @ allowedHeaders[0]: "Origin" (forbidden header name); leave it out'],
    [
      "access-control-allow-origin",
      'misplaced-header-name @ allowedHeaders[0]: "access-control-allow-origin" (misplaced header name); leave it out',
    ],
    [undefined, "invalid-type @ allowedHeaders[0]: undefined (invalid type); write a string"],
  ])("allowedHeaders: [%j]", (name, issue) => {
    expect(named("allowedHeaders", [name])).toEqual([issue]);
  });

  test.each([
    ["a,b", 'invalid-header-name @ exposedHeaders[0]: "a,b" (invalid header name); write ["a","b"]'],
    ["Set-Cookie", 'forbidden-header-name @ exposedHeaders[0]: "Set-Cookie" (forbidden header name); leave it out'],
    ["origin", 'misplaced-header-name @ exposedHeaders[0]: "origin" (misplaced header name); leave it out'],
    [
      "Access-Control-Request-Method",
      'misplaced-header-name @ exposedHeaders[0]: "Access-Control-Request-Method" (misplaced header name); leave it out',
    ],
  ])("exposedHeaders: [%j]", (name, issue) => {
    expect(named("exposedHeaders", [name])).toEqual([issue]);
  });

  test.each(["methods", "allowedHeaders", "exposedHeaders"])("%s as something else than a list", (option) => {
    expect(named(option, "PUT, DELETE")).toEqual([
      `invalid-type @ ${option}: "PUT, DELETE" (invalid type); write ["PUT","DELETE"]`,
    ]);
    expect(named(option, "PUT")).toEqual([`invalid-type @ ${option}: "PUT" (invalid type); write ["PUT"]`]);
    expect(named(option, 7)).toEqual([`invalid-type @ ${option}: 7 (invalid type); write a list`]);
    expect(named(option, null)).toEqual([`invalid-type @ ${option}: null (invalid type); write a list`]);
    expect(named(option, { PUT: true })).toEqual([`invalid-type @ ${option}: object (invalid type); write a list`]);
  });

  test.each([
    ["methods", ["GET", "X-PURGE!", "*", "OPTIONS"]],
    ["allowedHeaders", ["*", "Authorization", "X-Access-Control-Foo", "X-Origin"]],
    ["exposedHeaders", ["Original", "X-Origin", "X-Access-Control-Request-Foo", "Set-Cookies"]],
  ])("%s may be %j", (option, list) => {
    expect(named(option, list)).toEqual([]);
  });
});

describe("numbers, switches and functions", () => {
  test.each([-1, 86_401, 0.5, Number.NaN, Number.POSITIVE_INFINITY])("maxAge: %d is out of range", (maxAge) => {
    expect(lines({ origin: "*", maxAge })).toEqual([
      `max-age-out-of-range @ maxAge: ${maxAge} (max age out of range); write a whole number from 0 to 86400`,
    ]);
  });

  test.each([199, 300, 204.5, 404])("preflightStatus: %d is out of range", (preflightStatus) => {
    expect(lines({ origin: "*", preflightStatus })).toEqual([
      `preflight-status-out-of-range @ preflightStatus: ${preflightStatus} (preflight status out of range); write a whole number from 200 to 299`,
    ]);
  });

  test.each([
    { maxAge: 0 },
    { maxAge: 86_400 },
    { preflightStatus: 200 },
    { preflightStatus: 299 },
    { credentials: undefined, methods: undefined, allowedHeaders: undefined, exposedHeaders: undefined },
    { maxAge: undefined, preflightStatus: undefined, isPublicSuffix: undefined },
  ])("%j can be used", (options) => {
    expect(lines({ origin: "*", ...options })).toEqual([]);
  });

  test.each([
    ["credentials", "true", '"true"', "boolean"],
    ["credentials", 1, "1", "boolean"],
    ["credentials", null, "null", "boolean"],
    ["maxAge", "600", '"600"', "number"],
    ["preflightStatus", "204", '"204"', "number"],
    ["dangerouslyAllowInsecureOrigins", "no", '"no"', "boolean"],
    ["isPublicSuffix", ["com"], "[…]", "function"],
  ])("%s: %j is of the wrong type", (option, value, shown, type) => {
    expect(lines({ origin: ["https://*.example.com"], [option]: value })).toEqual([
      `invalid-type @ ${option}: ${shown} (invalid type); write a ${type}`,
    ]);
  });
});

test("an unknown option leads to the known one, even if it is undefined", () => {
  expect(lines({ origin: "*", allowHeaders: ["X-Api-Key"], exposeHeaders: undefined })).toEqual([
    'unknown-option @ allowHeaders: […] (unknown option); did you mean "allowedHeaders"?',
    'unknown-option @ exposeHeaders: undefined (unknown option); did you mean "exposedHeaders"?',
  ]);
});

test("an unknown option is refused even if it is the only problem", () => {
  expect(issuesOf({ origin: "*", exposeHeaders: undefined })).toHaveLength(1);
});

test("only own properties are options", () => {
  const inherited = Object.create(
    { credentials: true, allowHeaders: [] },
    { origin: { value: "*", enumerable: true } },
  );
  expect(definePolicy(inherited).options.credentials).toBe(false);
  class Options {
    origin = "https://example.com";
    get methods(): string[] {
      return ["PURGE"];
    }
  }
  expect(definePolicy(new Options()).options.methods).toContain("DELETE");
});

test("every problem is reported at once, with what stands there", () => {
  const options = {
    origin: ["https://example.com/", "null"],
    credentials: "yes",
    methods: ["patch"],
    maxAge: -1,
    preflightContinue: true,
  };
  expect(issuesOf(options).map(({ code, value }) => [code, value])).toEqual([
    ["invalid-type", "yes"],
    ["max-age-out-of-range", -1],
    ["invalid-origin", "https://example.com/"],
    ["null-origin", "null"],
    ["method-case", "patch"],
    ["unknown-option", true],
  ]);
});

describe("CorsConfigError", () => {
  const errorOf = (origin: readonly string[]): CorsConfigError => {
    try {
      definePolicy({ origin });
    } catch (error) {
      return error as CorsConfigError;
    }
    throw new Error("the options can be used");
  };

  test("has a name and a code to go by, and its message holds those of the issues", () => {
    const error = errorOf(["https://a.example/", "null"]);
    expect(error).toBeInstanceOf(Error);
    expect(error.name).toBe("CorsConfigError");
    expect(error.code).toBe("ERR_CORS_CONFIG");
    expect(error.message).toBe(
      [
        "Invalid CORS policy:",
        '- origin[0]: "https://a.example/" ends with a slash; write "https://a.example"',
        '- origin[1]: "null" (null origin); leave it out',
      ].join("\n"),
    );
  });

  test("its message holds the first twenty, and counts the others", () => {
    const many = (count: number): string[] => Array.from({ length: count }, (_, index) => `https://${index}.example/`);
    expect(errorOf(many(20)).message.split("\n")).toHaveLength(21);
    const error = errorOf(many(23));
    expect(error.issues).toHaveLength(23);
    expect(error.message.split("\n")).toHaveLength(22);
    expect(error.message).toMatch(/\n- origin\[19\]: "https:\/\/19\.example\/" ends .*\n- and 3 more$/);
  });
});
