import { expect, test } from "vitest";
import {
  isForbiddenRequestHeader,
  isForbiddenResponseHeaderName,
  isSafelistedResponseHeaderName,
} from "../src/header-names.ts";

test.each([
  ...["Accept-Charset", "Accept-Encoding", "Access-Control-Request-Headers", "Access-Control-Request-Method"],
  ...["Connection", "Content-Length", "Cookie", "Cookie2", "Date", "DNT", "Expect", "Host", "Keep-Alive", "Origin"],
  ...["Referer", "Set-Cookie", "TE", "Trailer", "Transfer-Encoding", "Upgrade", "Via", "Proxy-", "Proxy-Foo", "Sec-"],
  "Sec-Fetch-Mode",
])("no page can set %s", (name) => {
  expect(isForbiddenRequestHeader(name, "x")).toBe(true);
  expect(isForbiddenRequestHeader(name.toLowerCase(), "")).toBe(true);
});

test.each(["Accept", "X-Host", "Hosts", "Proxy", "X-Sec-1", "Authorization", "User-Agent", "Access-Control-Max-Age"])(
  "a page can set %s",
  (name) => {
    expect(isForbiddenRequestHeader(name, "x")).toBe(false);
  },
);

test.each([
  ["X-HTTP-Method", "TRACE", true],
  ["x-http-method-override", "get, track ", true],
  ["X-Method-Override", "connect", true],
  ["X-HTTP-Method", "PUT", false],
  ["X-HTTP-Method", "TRACES", false],
  ["X-HTTP-Methods", "TRACE", false],
])("%s: %s is forbidden: %s", (name, value, isForbidden) => {
  expect(isForbiddenRequestHeader(name, value)).toBe(isForbidden);
});

test("no page can read a cookie", () => {
  expect(["Set-Cookie", "set-cookie2", "Set-Cookies", "X-Set-Cookie"].map(isForbiddenResponseHeaderName)).toEqual([
    true,
    true,
    false,
    false,
  ]);
});

test("seven response headers are safelisted", () => {
  const names = ["Cache-Control", "Content-Language", "Content-Length", "Content-Type", "Expires", "Last-Modified"];
  expect([...names, "Pragma", "pragma"].every(isSafelistedResponseHeaderName)).toBe(true);
  expect(["ETag", "Date", "X-Pragma", "Location", "Content-Encoding"].some(isSafelistedResponseHeaderName)).toBe(false);
});
