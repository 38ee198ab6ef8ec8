import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createOriginMatcher } from "../../src/policy/origin-patterns.ts";

const covered = (origin: string, ...entries: readonly string[]): boolean => createOriginMatcher(entries)(origin);

describe("any subdomain", () => {
  const PATTERN = "https://*.example.com";

  test.each(["https://a.example.com", "https://a.b-1.c_2.example.com"])("matches %s", (origin) => {
    expect(covered(origin, PATTERN)).toBe(true);
  });

  test.each([
    "https://example.com",
    "https://.example.com",
    "https://a..example.com",
    "https://.a.example.com",
    "https://A.example.com",
    "https://u@a.example.com",
    "https://a:b@c.example.com",
    "https://a/b.example.com",
    "https://evil.com#.example.com",
    "https://*.example.com",
    "https://a.*.example.com",
    "https://a.example.com:8443",
    "https://a.example.com:443",
    "https://a.example.com:",
    "https://a.example.com.",
    "https://a.example.com.evil.com",
    "https://aexample.com",
    "http://a.example.com",
    "a.example.com",
    "//a.example.com",
    `https://${"a.".repeat(250)}example.com`,
  ])("does not match %s", (origin) => {
    expect(covered(origin, PATTERN)).toBe(false);
  });
});

describe("any port", () => {
  test.each(["http://localhost", "http://localhost:1", "http://localhost:65535", "http://localhost:443"])(
    "matches %s",
    (origin) => {
      expect(covered(origin, "http://localhost:*")).toBe(true);
    },
  );

  test.each([
    "http://localhost:*",
    "http://localhost:",
    "http://localhost:0",
    "http://localhost:080",
    "http://localhost:80",
    "http://localhost:65536",
    "http://localhost:1e3",
    "http://localhost:0x50",
    "http://localhost:8.0",
    "http://localhost:1:2",
    "http://localhost:8080:*",
    "http://a.localhost:8080",
    "https://localhost:8080",
  ])("does not match %s", (origin) => {
    expect(covered(origin, "http://localhost:*")).toBe(false);
  });

  test("works with an IPv6 address", () => {
    expect(covered("http://[::1]", "http://[::1]:*")).toBe(true);
    expect(covered("http://[::1]:8080", "http://[::1]:*")).toBe(true);
    expect(covered("http://[::2]:8080", "http://[::1]:*")).toBe(false);
  });

  test("can be combined with any subdomain, and does not match a literal wildcard", () => {
    const pattern = "https://*.example.com:*";
    expect(covered("https://a.example.com", pattern)).toBe(true);
    expect(covered("https://a.example.com:8443", pattern)).toBe(true);
    expect(covered("https://a.example.com:*", pattern)).toBe(false);
    expect(covered("https://a.example.com:443", pattern)).toBe(false);
    expect(covered("https://example.com:8443", pattern)).toBe(false);
  });
});

test.each([
  ["https://*.a", ""],
  ["https://*.a:*", ""],
  ["https://*.a:*", ":8080"],
])("an origin that is too long for DNS does not match: %s", (entry, port) => {
  const ofLength = (length: number): string => `https://${"b".repeat(length - 10 - port.length)}.a${port}`;
  expect(covered(ofLength(512), entry)).toBe(true);
  expect(covered(ofLength(513), entry)).toBe(false);
});

test("a very long origin is denied without parsing", () => {
  // A regular expression would overflow the stack.
  for (const entry of ["https://*.example.com", "http://localhost:*", "https://*.example.com:*"]) {
    expect(covered(`https://${"a.".repeat(5_000_000)}`, entry)).toBe(false);
  }
});

test.each([
  ["http://a:*", ["http://a:443", "http://a:8080"], ["http://a:80", "http://a:080"]],
  ["https://a:*", ["https://a:80", "https://a:4430"], ["https://a:443", "https://a:0443"]],
  ["sftp://a:*", ["sftp://a:21"], ["sftp://a:021", "sftp://a:65536"]],
  ["app://a:*", ["app://a:80", "app://a:443"], ["app://a:0x50"]],
])("the default port of a scheme is not part of an origin: %s", (entry, named, others) => {
  expect(named.filter((origin) => !covered(origin, entry))).toEqual([]);
  expect(others.filter((origin) => covered(origin, entry))).toEqual([]);
});

/** Without the URL parser, which is what is compared: whether `origin` can be an origin under the patterns below. */
function isOrigin(origin: string): boolean {
  const [, scheme, port] = /^([a-z]+):\/\/(?:[a-z\d_-]+(?:\.[a-z\d_-]+)*|\[::1\])(?::([1-9]\d*))?$/.exec(origin) ?? [];
  const defaults: Readonly<Record<string, string>> = { http: "80", https: "443" };
  return scheme !== undefined && (port === undefined || (Number(port) < 65_536 && port !== defaults[scheme]));
}

/** The definition of a match, implemented literally and slowly. */
function matches(entry: string, origin: string): boolean {
  const anyPort = entry.endsWith(":*");
  const [scheme = "", rest = ""] = (anyPort ? entry.slice(0, -2) : entry).split("://");
  const own = `${scheme}://`;
  if (!isOrigin(origin) || !origin.startsWith(own)) return false;
  const host = anyPort ? origin.slice(own.length).replace(/:\d+$/, "") : origin.slice(own.length);
  return rest.startsWith("*.") ? host.endsWith(rest.slice(1)) && host.length > rest.length - 1 : host === rest;
}

test("an entry matches exactly the origins that its definition covers", () => {
  const piece = fc.constantFrom(
    "a",
    "b-1",
    "c_2",
    "A",
    "",
    "*",
    "@",
    "/",
    ":",
    ".",
    "example",
    "com",
    "[::1]",
    "%2e",
    "é",
    " ",
  );
  const entry = fc.constantFrom(
    "https://*.example.com",
    "https://*.com:*",
    "http://example.com:*",
    "https://*.a.example.com:8443",
    "capacitor://*.a",
    "https://a.example.com",
    "https://a.example.com:8443",
    "capacitor://a",
  );
  const scheme = fc.constantFrom("https://", "http://", "HTTPS://", "capacitor://", "", "//");
  const host = fc.array(piece, { maxLength: 6 }).chain((pieces) => fc.constantFrom(pieces.join("."), pieces.join("")));
  const end = fc.constantFrom("", ".example.com", ".a.example.com", ".com", ".a", "example.com");
  const port = fc.constantFrom("", ":8443", ":443", ":80", ":0", ":65536", ":*", ":", ":08");
  const origin = fc.tuple(scheme, host, end, port).map((parts) => parts.join(""));
  fc.assert(
    fc.property(fc.uniqueArray(entry, { minLength: 1 }), origin, (entries, candidate) => {
      expect(covered(candidate, ...entries)).toBe(entries.some((one) => matches(one, candidate)));
    }),
    { numRuns: 20_000 },
  );
});

test("a pattern does not affect an exact origin, however long", () => {
  const long = `https://${"a".repeat(600)}.example`;
  expect(createOriginMatcher([long])(long)).toBe(true);
  expect(createOriginMatcher([long, "https://*.example.com", "http://localhost:*"])(long)).toBe(true);
});
