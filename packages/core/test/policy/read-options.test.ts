import { describe, expect, test } from "vitest";
import { CorsConfigError, type CorsConfigIssue, definePolicy } from "../../src/index.ts";

/** The issues of options that the types would reject. */
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

const WRITE_AN_ORIGIN =
  'write an origin such as "https://app.example.com", a pattern such as "https://*.example.com", or a predicate';
const WRITE_TRUSTED = "list each origin that you trust, write a predicate, or leave out credentials";
const MISSING = 'allows no origin; write origin: ["https://example.com"], or "*" for every origin';

describe("a missing origin", () => {
  test.each([
    [undefined, "undefined"],
    [null, "undefined"],
    [{}, "undefined"],
    [{ origin: undefined }, "undefined"],
    [{ origin: null }, "null"],
    [{ origin: "" }, '""'],
    [{ origin: " \n" }, '" \\n"'],
    [{ origin: [] }, "an empty list"],
    [{ origin: new Set() }, "an empty list"],
    [7, "undefined"],
  ])("%j", (options, shown) => {
    expect(lines(options)).toEqual([`missing-origin @ origin: ${shown} ${MISSING}`]);
  });

  test("does not suggest the wildcard with credentials", () => {
    expect(lines({ origin: [], credentials: true })).toEqual([
      'missing-origin @ origin: an empty list allows no origin; write origin: ["https://example.com"]',
    ]);
  });

  test.each([
    ["https://a.example", '"https://a.example" is not an object of options; write { origin: "https://a.example" }'],
    ["https://a.example/", '"https://a.example/" is not an object of options; write { origin: "https://a.example" }'],
    ["nonsense", '"nonsense" is not an object of options; write { origin: "https://example.com" }'],
    [["https://a.example"], '[…] is not an object of options; write { origin: "https://example.com" }'],
    [
      new Set(["https://a.example"]),
      'this object is not an object of options; write { origin: "https://example.com" }',
    ],
    ['{"origin":"*"}', '"{\\"origin\\":\\"*\\"}" is not an object of options; pass JSON.parse(text)'],
  ])("because another value was passed: %j", (options, message) => {
    expect(lines(options)).toEqual([`missing-origin @ origin: ${message}`]);
  });
});

describe("an invalid origin", () => {
  test.each([
    ["https://example.com/", 'ends with a slash; write "https://example.com"'],
    ["http://localhost:3000/", 'ends with a slash; write "http://localhost:3000"'],
    ["https://example.com:65432/", 'ends with a slash; write "https://example.com:65432"'],
    ["https://example.com/path", 'is not written as browsers send it; write "https://example.com"'],
    ["https://example.com?", 'is not written as browsers send it; write "https://example.com"'],
    ["https://Example.com", 'is not written as browsers send it; write "https://example.com"'],
    ["https://example.com:443", 'is not written as browsers send it; write "https://example.com"'],
    ["https://example.com:08443", 'is not written as browsers send it; write "https://example.com:8443"'],
    ["https://münchen.example", 'is not written as browsers send it; write "https://xn--mnchen-3ya.example"'],
    ["https://user@example.com", 'is not written as browsers send it; write "https://example.com"'],
    ["http://0x7f000001", 'is not written as browsers send it; write "http://127.0.0.1"'],
    ["https:/example.com", 'is not written as browsers send it; write "https://example.com"'],
    ["https//example.com", `is not an origin; ${WRITE_AN_ORIGIN}`],
    ["https://", `is not an origin; ${WRITE_AN_ORIGIN}`],
    ["https://a:99999", `is not an origin; ${WRITE_AN_ORIGIN}`],
    // A scheme is missing.
    ["example.com", 'has no scheme; write "https://example.com"'],
    ["example.com:8443", 'has no scheme; write "https://example.com:8443"'],
    ["example.com/", 'has no scheme; write "https://example.com"'],
    ["//example.com", 'has no scheme; write "https://example.com"'],
    ["httpbin.example", 'has no scheme; write "https://httpbin.example"'],
    ["localhosts.example", 'has no scheme; write "https://localhosts.example"'],
    [".example.com", 'has no scheme; write "https://*.example.com"'],
    ["localhost:3000", 'has no scheme; write "http://localhost:3000"'],
    ["localhost:3000/path", 'has no scheme; write "http://localhost:3000"'],
    ["app.localhost", 'has no scheme; write "http://app.localhost"'],
    ["127.0.0.1:80", 'has no scheme; write "http://127.0.0.1"'],
    ["[::1]:3000", 'has no scheme; write "http://[::1]:3000"'],
    ["0.0.0.0:4200", 'has no scheme; write "http://0.0.0.0:4200"'],
    ["192.168.1.5:3000", 'has no scheme; write "http://192.168.1.5:3000"'],
    // Values of unset or misread variables, without a suggestion.
    ["true", `is not an origin; ${WRITE_AN_ORIGIN}`],
    ["undefined", `is not an origin; ${WRITE_AN_ORIGIN}`],
    ["mylocalhost", `is not an origin; ${WRITE_AN_ORIGIN}`],
    ["v1.0", `is not an origin; ${WRITE_AN_ORIGIN}`],
    // Other characters.
    [" https://example.com", 'is not written as browsers send it; write "https://example.com"'],
    ["https://example.com,", 'is not written as browsers send it; write "https://example.com"'],
    ['["https://example.com"]', 'is not written as browsers send it; write "https://example.com"'],
    ['"https://example.com"', 'is not written as browsers send it; write "https://example.com"'],
    ["https://a.example;", 'is not written as browsers send it; write "https://a.example"'],
    [",", "is not an origin; leave it out"],
    ["/\\.example\\.com$/", `is not an origin; ${WRITE_AN_ORIGIN}`],
    ["^https://example.com$", `is not an origin; ${WRITE_AN_ORIGIN}`],
    // Schemes and hosts that no page has.
    ["wss://example.com", 'is not the origin of a page; write "https://example.com"'],
    ["ws://localhost:3000", 'is not the origin of a page; write "http://localhost:3000"'],
    ["ftp://example.com", `is not the origin of a page; ${WRITE_AN_ORIGIN}`],
    ["data://x", `is not the origin of a page; ${WRITE_AN_ORIGIN}`],
    ["javascript://x", `is not the origin of a page; ${WRITE_AN_ORIGIN}`],
    ["about://x", `is not the origin of a page; ${WRITE_AN_ORIGIN}`],
    ["blob://x", `is not the origin of a page; ${WRITE_AN_ORIGIN}`],
    ["about:blank", `is not the origin of a page; ${WRITE_AN_ORIGIN}`],
    ["https://.example.com", 'is not written as browsers send it; write "https://*.example.com"'],
    ["https://a..example", `is not an origin; ${WRITE_AN_ORIGIN}`],
    ["https://example.com..", `is not an origin; ${WRITE_AN_ORIGIN}`],
    ["app://.", `is not an origin; ${WRITE_AN_ORIGIN}`],
    ["file:///index.html", 'is not written as browsers send it; write "file://"'],
    ["file://host", 'is not written as browsers send it; write "file://"'],
  ])("%j", (origin, message) => {
    expect(lines({ origin })).toEqual([`invalid-origin @ origin: ${JSON.stringify(origin)} ${message}`]);
    expect(lines({ origin: ["https://a.example", origin] })).toEqual([
      `invalid-origin @ origin[1]: ${JSON.stringify(origin)} ${message}`,
    ]);
  });

  test.each([
    "https://a.example, https://b.example/",
    "https://a.example;b.example",
    "https://a.example\nhttps://B.example",
    '["https://a.example","https://b.example"]',
    "https://a.example nonsense https://b.example",
  ])("with several origins in one string: %j", (origin) => {
    const text = JSON.stringify(origin);
    expect(lines({ origin })).toEqual([
      `invalid-origin @ origin: ${text} holds several origins; write ["https://a.example","https://b.example"]`,
    ]);
    expect(lines({ origin: [origin] })).toEqual([
      `invalid-origin @ origin[0]: ${text} holds several origins; write "https://a.example", "https://b.example"`,
    ]);
  });

  test("with several words in one string that are not origins", () => {
    expect(lines({ origin: "my app" })).toEqual([
      `invalid-origin @ origin: "my app" holds several origins; ${WRITE_AN_ORIGIN}`,
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
    "file://",
    "chrome-extension://abcdefghijklmnop",
    "moz-extension://0a1b2c3d",
    "capacitor://localhost",
    "ionic://localhost",
    "tauri://localhost",
    "ws-app://localhost",
    "myws://localhost",
    "data-app://localhost",
  ])("is not %j", (origin) => {
    expect(lines({ origin })).toEqual([]);
  });
});

describe("an invalid origin pattern", () => {
  test.each([
    ["https://*.example.com/", 'ends with a slash; write "https://*.example.com"'],
    ["https://*.example.com:*/", 'ends with a slash; write "https://*.example.com:*"'],
    ["http://localhost:*/", 'ends with a slash; write "http://localhost:*"'],
    ["https://*.example.com:65432/", 'ends with a slash; write "https://*.example.com:65432"'],
    ["http://localhost:*/path", 'is not written as browsers send it; write "http://localhost:*"'],
    ["https://*.example.com/path", 'is not written as browsers send it; write "https://*.example.com"'],
    ["https://*.Example.com", 'is not written as browsers send it; write "https://*.example.com"'],
    ["HTTPS://*.example.com:*", 'is not written as browsers send it; write "https://*.example.com:*"'],
    ["https://*.example.com:443", 'is not written as browsers send it; write "https://*.example.com"'],
    ["*.example.com", 'has no scheme; write "https://*.example.com"'],
    ["*.localhost:*", 'has no scheme; write "http://*.localhost:*"'],
    ["192.168.1.5:*", 'has no scheme; write "http://192.168.1.5:*"'],
    ["wss://*.example.com", 'is not the origin of a page; write "https://*.example.com"'],
    ["WS://*.example.com", 'is not the origin of a page; write "http://*.example.com"'],
    ["ftp://*.example.com", `is not the origin of a page; ${WRITE_AN_ORIGIN}`],
    ["https://*..example.com", `has a wildcard in the wrong place; ${WRITE_AN_ORIGIN}`],
    ["https://.example.com:*", 'is not written as browsers send it; write "https://*.example.com:*"'],
    ["http://localhost:*8", `has a wildcard in the wrong place; ${WRITE_AN_ORIGIN}`],
    ["http://localhost:8:*", `has a wildcard in the wrong place; ${WRITE_AN_ORIGIN}`],
    ["http://[::*]", `has a wildcard in the wrong place; ${WRITE_AN_ORIGIN}`],
    ["https://api-*.example.com", `has a wildcard in the wrong place; ${WRITE_AN_ORIGIN}`],
    ["https://*example.com", `has a wildcard in the wrong place; ${WRITE_AN_ORIGIN}`],
    ["https://*.*.example.com", `has a wildcard in the wrong place; ${WRITE_AN_ORIGIN}`],
    ["https://example.*", `has a wildcard in the wrong place; ${WRITE_AN_ORIGIN}`],
    ["https://*", `has a wildcard in the wrong place; ${WRITE_AN_ORIGIN}`],
    ["https://*:*", `has a wildcard in the wrong place; ${WRITE_AN_ORIGIN}`],
    ["https://*.", `has a wildcard in the wrong place; ${WRITE_AN_ORIGIN}`],
    ["*://example.com", `has a wildcard in the wrong place; ${WRITE_AN_ORIGIN}`],
    ["https://example.com:8*", `has a wildcard in the wrong place; ${WRITE_AN_ORIGIN}`],
    ["https://*.example.com.", `has a wildcard in the wrong place; ${WRITE_AN_ORIGIN}`],
    ["https://*.0.0.1", `has a wildcard in the wrong place; ${WRITE_AN_ORIGIN}`],
    ["file://*.example.com", `has a wildcard in the wrong place; ${WRITE_AN_ORIGIN}`],
    ["file://*", `has a wildcard in the wrong place; ${WRITE_AN_ORIGIN}`],
  ])("%j", (origin, message) => {
    expect(lines({ origin })).toEqual([`invalid-origin-pattern @ origin: ${JSON.stringify(origin)} ${message}`]);
  });

  test.each([
    "https://*.example.com",
    "https://*.example.com:8443",
    "https://*.example.com:*",
    "http://localhost:*",
    "http://[::1]:*",
    "http://192.168.1.5:*",
    "https://*.com",
    "app://*.example",
    "capacitor://localhost:*",
  ])("is not %j", (origin) => {
    expect(lines({ origin })).toEqual([]);
  });
});

describe("other invalid entries", () => {
  test("null", () => {
    expect(lines({ origin: "null" })).toEqual(['null-origin @ origin: "null" can be sent by every page; leave it out']);
  });

  test.each([/\.example\.com$/g, /^https:\/\/app\.example\.com$/, /x/])("a regular expression: %s", (origin) => {
    const issue = `regexp-origin @ origin[0]: ${origin} is a regular expression; ${WRITE_AN_ORIGIN}`;
    expect(lines({ origin: [origin] })).toEqual([issue]);
    expect(lines({ origin })).toEqual([issue.replace("[0]", "")]);
  });

  test("values that are not strings", () => {
    const message = `is not a string; ${WRITE_AN_ORIGIN}`;
    expect(lines({ origin: [undefined, 7, null, {}, () => true, 1n, Symbol("a"), ["https://a.example"]] })).toEqual([
      `invalid-type @ origin[0]: undefined ${message}`,
      `invalid-type @ origin[1]: 7 ${message}`,
      `invalid-type @ origin[2]: null ${message}`,
      `invalid-type @ origin[3]: this object ${message}`,
      `invalid-type @ origin[4]: this function ${message}`,
      `invalid-type @ origin[5]: 1 ${message}`,
      `invalid-type @ origin[6]: Symbol(a) ${message}`,
      `invalid-type @ origin[7]: […] ${message}`,
    ]);
    expect(lines({ origin: true })).toEqual([`invalid-type @ origin: true ${message}`]);
  });

  test("the wildcard among others", () => {
    expect(lines({ origin: ["https://example.com", "*"] })).toEqual([
      'wildcard-origin-among-others @ origin[1]: "*" already allows every origin; leave it out, or write origin: "*"',
    ]);
    expect(lines({ origin: ["https://example.com", "*"], credentials: true })).toEqual([
      'wildcard-origin-among-others @ origin[1]: "*" already allows every origin; leave it out',
    ]);
    expect(lines({ origin: ["*", "*"] })).toEqual([]);
  });

  test("the empty string in a list", () => {
    expect(lines({ origin: [""] })).toEqual([`invalid-origin @ origin[0]: "" is not an origin; leave it out`]);
  });
});

describe("with credentials", () => {
  test("the wildcard is rejected", () => {
    const issue = `wildcard-origin-with-credentials @ origin: "*" would let every site act as your users; ${WRITE_TRUSTED}`;
    expect(lines({ origin: "*", credentials: true })).toEqual([issue]);
    expect(lines({ origin: ["*"], credentials: true })).toEqual([issue.replace("origin:", "origin[0]:")]);
  });

  test.each([
    ["http://example.com", "https://example.com"],
    ["http://*.example.com", "https://*.example.com"],
    ["http://example.com:*", "https://example.com:*"],
    ["http://example.com:443", "https://example.com"],
    ["http://127.0.0.1.example.com", "https://127.0.0.1.example.com"],
    ["http://localhost.example.com", "https://localhost.example.com"],
    ["http://192.168.1.5:5173", "https://192.168.1.5:5173"],
  ])("%s is insecure", (origin, secure) => {
    expect(lines({ origin, credentials: true })).toEqual([
      `insecure-origin-with-credentials @ origin: "${origin}" can be impersonated on the network; write "${secure}", or set dangerouslyAllowInsecureOrigins: true`,
    ]);
    expect(lines({ origin: secure, credentials: true })).toEqual([]);
    expect(lines({ origin, credentials: true, dangerouslyAllowInsecureOrigins: true })).toEqual([]);
    expect(lines({ origin, credentials: false })).toEqual([]);
  });

  test("file:// is insecure", () => {
    expect(lines({ origin: "file://", credentials: true })).toEqual([
      'insecure-origin-with-credentials @ origin: "file://" is the origin of every local file; set dangerouslyAllowInsecureOrigins: true, or leave out credentials',
    ]);
    expect(lines({ origin: "file://", credentials: true, dangerouslyAllowInsecureOrigins: true })).toEqual([]);
  });

  test.each([
    ["http://Example.com", 'is not written as browsers send it; write "https://example.com"'],
    ["192.168.1.5:3000", 'has no scheme; write "https://192.168.1.5:3000"'],
    [
      "http://a.example/, http://localhost:3000/",
      'holds several origins; write ["https://a.example","http://localhost:3000"]',
    ],
    ["file:///index.html", `is not written as browsers send it; ${WRITE_AN_ORIGIN}`],
    [".com", `has no scheme; ${WRITE_AN_ORIGIN}`],
    ["*.github.io", `has no scheme; ${WRITE_AN_ORIGIN}`],
  ])("a suggestion is secure: %s", (origin, message) => {
    expect(issuesOf({ origin, credentials: true }).map((issue) => issue.message)).toEqual([`"${origin}" ${message}`]);
  });

  test.each([
    ...[
      "http://localhost",
      "http://localhost:3000",
      "http://localhost:*",
      "http://app.localhost",
      "http://*.localhost",
    ],
    ...["http://127.0.0.1", "http://127.10.20.30:8000", "http://[::1]:3000"],
    ...["app://example", "https://a.com", "xhttp://a.com"],
  ])("%s is not insecure", (origin) => {
    expect(lines({ origin, credentials: true })).toEqual([]);
  });

  test.each(["https://*.com", "https://*.github.io", "https://*.co.uk:*", "https://*.vercel.app:8443"])(
    "%s matches a public suffix",
    (origin) => {
      expect(lines({ origin, credentials: true })).toEqual([
        `public-suffix-with-credentials @ origin: "${origin}" covers names that anyone can register; ${WRITE_TRUSTED}`,
      ]);
      expect(lines({ origin })).toEqual([]);
      expect(lines({ origin, credentials: true, isPublicSuffix: () => false })).toEqual([]);
    },
  );

  test("isPublicSuffix replaces the built-in list, and receives the host of each pattern", () => {
    const received: string[] = [];
    const isPublicSuffix = (domain: string): boolean => received.push(domain) > 0 && domain === "example.com";
    const origin = ["https://*.example.com:8443", "https://*.github.io:*", "https://a.example", "https://b.example:*"];
    expect(lines({ origin, credentials: true, isPublicSuffix })).toEqual([
      `public-suffix-with-credentials @ origin[0]: "https://*.example.com:8443" covers names that anyone can register; ${WRITE_TRUSTED}`,
    ]);
    expect(received).toEqual(["example.com", "github.io"]);
  });

  test("one entry can have both problems", () => {
    expect(lines({ origin: "http://*.com", credentials: true })).toEqual([
      'insecure-origin-with-credentials @ origin: "http://*.com" can be impersonated on the network; set dangerouslyAllowInsecureOrigins: true, or leave out credentials',
      `public-suffix-with-credentials @ origin: "http://*.com" covers names that anyone can register; ${WRITE_TRUSTED}`,
    ]);
  });
});

describe("lists of names", () => {
  const named = (option: string, value: unknown): string[] => lines({ origin: "*", [option]: value });

  test.each([
    ["PATCH\n", 'invalid-method @ methods[0]: "PATCH\\n" is not a token; write "PATCH"'],
    ["GET,PUT", 'invalid-method @ methods[0]: "GET,PUT" is not a token; write "GET", "PUT"'],
    ["patch,TRACE", 'invalid-method @ methods[0]: "patch,TRACE" is not a token; write "PATCH"'],
    ["GÉT", 'invalid-method @ methods[0]: "GÉT" is not a token; leave it out'],
    ["", 'invalid-method @ methods[0]: "" is not a token; leave it out'],
    ["GET*", 'invalid-method @ methods[0]: "GET*" is taken literally by browsers; write "*", or each name'],
    ["Trace", 'forbidden-method @ methods[0]: "Trace" is never sent by browsers; leave it out'],
    ["patch", 'method-case @ methods[0]: "patch" is not upper-cased by browsers; write "PATCH"'],
    ["Purge", 'method-case @ methods[0]: "Purge" is not upper-cased by browsers; write "PURGE"'],
    [7, "invalid-type @ methods[0]: 7 is not a string; write a string"],
  ])("methods: [%j]", (name, issue) => {
    expect(named("methods", [name])).toEqual([issue]);
  });

  test.each([
    ["a b", 'invalid-header-name @ allowedHeaders[0]: "a b" is not a token; write "a", "b"'],
    ["X:", 'invalid-header-name @ allowedHeaders[0]: "X:" is not a token; write "X"'],
    [":", 'invalid-header-name @ allowedHeaders[0]: ":" is not a token; leave it out'],
    ["Cookie, X-A", 'invalid-header-name @ allowedHeaders[0]: "Cookie, X-A" is not a token; write "X-A"'],
    [
      "Mcp-Param-*",
      'invalid-header-name @ allowedHeaders[0]: "Mcp-Param-*" is taken literally by browsers; write "*", or each name',
    ],
    ["**", 'invalid-header-name @ allowedHeaders[0]: "**" is taken literally by browsers; write "*", or each name'],
    ["Cookie", 'forbidden-header-name @ allowedHeaders[0]: "Cookie" is a header that pages cannot set; leave it out'],
    ["Origin", 'forbidden-header-name @ allowedHeaders[0]: "Origin" is a header that pages cannot set; leave it out'],
    [
      "access-control-allow-origin",
      'misplaced-header-name @ allowedHeaders[0]: "access-control-allow-origin" is a response header, and the policy sets it; leave it out',
    ],
    [undefined, "invalid-type @ allowedHeaders[0]: undefined is not a string; write a string"],
  ])("allowedHeaders: [%j]", (name, issue) => {
    expect(named("allowedHeaders", [name])).toEqual([issue]);
  });

  test.each([
    ["a,b", 'invalid-header-name @ exposedHeaders[0]: "a,b" is not a token; write "a", "b"'],
    [
      "X-RateLimit-*",
      'invalid-header-name @ exposedHeaders[0]: "X-RateLimit-*" is taken literally by browsers; write "*", or each name',
    ],
    [
      "Set-Cookie",
      'forbidden-header-name @ exposedHeaders[0]: "Set-Cookie" is a header that pages cannot read; leave it out',
    ],
    ["origin", 'misplaced-header-name @ exposedHeaders[0]: "origin" is a request header; leave it out'],
    [
      "Access-Control-Request-Method",
      'misplaced-header-name @ exposedHeaders[0]: "Access-Control-Request-Method" is a request header; leave it out',
    ],
  ])("exposedHeaders: [%j]", (name, issue) => {
    expect(named("exposedHeaders", [name])).toEqual([issue]);
  });

  test.each(["methods", "allowedHeaders", "exposedHeaders"])("%s with a value that is not a list", (option) => {
    expect(named(option, "PUT, DELETE")).toEqual([
      `invalid-type @ ${option}: "PUT, DELETE" is not a list; write ["PUT","DELETE"]`,
    ]);
    expect(named(option, "PUT")).toEqual([`invalid-type @ ${option}: "PUT" is not a list; write ["PUT"]`]);
    expect(named(option, '["PUT"]')).toEqual([`invalid-type @ ${option}: "[\\"PUT\\"]" is not a list; write ["PUT"]`]);
    expect(named(option, "é")).toEqual([`invalid-type @ ${option}: "é" is not a list; write a list of strings`]);
    expect(named(option, 7)).toEqual([`invalid-type @ ${option}: 7 is not a list; write a list of strings`]);
    expect(named(option, null)).toEqual([`invalid-type @ ${option}: null is not a list; write a list of strings`]);
    expect(named(option, { PUT: true })).toEqual([
      `invalid-type @ ${option}: this object is not a list; write a list of strings`,
    ]);
  });

  test.each([
    ["methods", ["GET", "X-PURGE!", "*", "OPTIONS", "QUERY"]],
    ["allowedHeaders", ["*", "Authorization", "X-Access-Control-Foo", "X-Origin"]],
    [
      "exposedHeaders",
      ["Original", "X-Origin", "X-Access-Control-Request-Foo", "Set-Cookies", "Access-Control-Allow-Origin"],
    ],
  ])("%s may be %j", (option, list) => {
    expect(named(option, list)).toEqual([]);
  });
});

describe("numbers, booleans and functions", () => {
  test.each([-1, 86_401, 0.5, Number.NaN, Number.POSITIVE_INFINITY])("maxAge: %d is out of range", (maxAge) => {
    expect(lines({ origin: "*", maxAge })).toEqual([
      `max-age-out-of-range @ maxAge: ${maxAge} is out of range; write a whole number from 0 to 86400`,
    ]);
  });

  test.each([199, 300, 204.5, 404])("preflightStatus: %d is out of range", (preflightStatus) => {
    expect(lines({ origin: "*", preflightStatus })).toEqual([
      `preflight-status-out-of-range @ preflightStatus: ${preflightStatus} is out of range; write a whole number from 200 to 299`,
    ]);
  });

  test.each([
    { maxAge: 0 },
    { maxAge: 86_400 },
    { preflightStatus: 200 },
    { preflightStatus: 299 },
    { credentials: undefined, methods: undefined, allowedHeaders: undefined, exposedHeaders: undefined },
    { maxAge: undefined, preflightStatus: undefined, isPublicSuffix: undefined },
  ])("%j is valid", (options) => {
    expect(lines({ origin: "*", ...options })).toEqual([]);
  });

  test.each([
    ["credentials", "true", '"true" is not a boolean; write true or false'],
    ["credentials", 1, "1 is not a boolean; write true or false"],
    ["credentials", null, "null is not a boolean; write true or false"],
    ["dangerouslyAllowInsecureOrigins", "no", '"no" is not a boolean; write true or false'],
    ["dangerouslyAllowInsecureOrigins", "false", '"false" is not a boolean; write true or false'],
    ["maxAge", [], "[] is not a number; write a whole number from 0 to 86400"],
    ["maxAge", "600", '"600" is not a number; write a whole number from 0 to 86400'],
    ["preflightStatus", "204", '"204" is not a number; write a whole number from 200 to 299'],
    ["isPublicSuffix", ["com"], "[…] is not a function; write a function"],
  ])("%s: %j is of the wrong type", (option, value, message) => {
    expect(lines({ origin: ["https://*.example.com"], [option]: value })).toEqual([
      `invalid-type @ ${option}: ${message}`,
    ]);
  });
});

test("an unknown option is rejected with a suggestion, even if it is undefined", () => {
  expect(lines({ origin: "*", allowHeaders: ["X-Api-Key"], exposeHeaders: undefined })).toEqual([
    'unknown-option @ allowHeaders: "allowHeaders" is not an option; did you mean "allowedHeaders"?',
    'unknown-option @ exposeHeaders: "exposeHeaders" is not an option; did you mean "exposedHeaders"?',
  ]);
});

test("an unknown option is rejected even if it is the only problem", () => {
  expect(issuesOf({ origin: "*", exposeHeaders: undefined })).toHaveLength(1);
});

describe("inherited options", () => {
  class Inherited {
    origin = ["https://example.com"];
    get credentials(): boolean {
      return true;
    }
  }

  test.each([
    [new Inherited(), "credentials"],
    [Object.create({ maxAge: 5 }, { origin: { value: "*" } }), "maxAge"],
    [Object.create(Object.assign(Object.create(null), { methods: ["PUT"] }), { origin: { value: "*" } }), "methods"],
  ])("are rejected, because they would be ignored: %#", (options, name) => {
    expect(lines(options)).toEqual([
      `invalid-type @ ${name}: "${name}" is inherited, and only own properties count; set it on the options object`,
    ]);
  });

  test("do not include the properties of Object.prototype", () => {
    Object.assign(Object.prototype, { credentials: true });
    try {
      expect(definePolicy({ origin: "https://example.com" }).options.credentials).toBe(false);
    } finally {
      Reflect.deleteProperty(Object.prototype, "credentials");
    }
  });

  test("are not own properties that cannot be enumerated", () => {
    const options = Object.defineProperty({ origin: "https://example.com" }, "credentials", { value: true });
    expect(definePolicy(options).options.credentials).toBe(true);
  });
});

test("every problem is reported at once, with the rejected value", () => {
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
    throw new Error("the options are valid");
  };

  test("has a name and a code, and its message contains those of the issues", () => {
    const error = errorOf(["https://a.example/", "null"]);
    expect(error).toBeInstanceOf(Error);
    expect(error.name).toBe("CorsConfigError");
    expect(error.code).toBe("ERR_CORS_CONFIG");
    expect(error.message).toBe(
      [
        "Invalid CORS policy:",
        '- origin[0]: "https://a.example/" ends with a slash; write "https://a.example"',
        '- origin[1]: "null" can be sent by every page; leave it out',
      ].join("\n"),
    );
  });

  test("its message contains the first twenty issues and the number of the others", () => {
    const many = (count: number): string[] => Array.from({ length: count }, (_, index) => `https://${index}.example/`);
    expect(errorOf(many(20)).message.split("\n")).toHaveLength(21);
    const error = errorOf(many(23));
    expect(error.issues).toHaveLength(23);
    expect(error.message.split("\n")).toHaveLength(22);
    expect(error.message).toMatch(/\n- origin\[19\]: "https:\/\/19\.example\/" ends .*\n- and 3 more$/);
  });
});
