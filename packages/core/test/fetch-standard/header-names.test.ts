import { expect, test } from "vitest";
import {
  isAccessControlHeader,
  isForbiddenRequestHeaderName,
  isForbiddenResponseHeaderName,
} from "../../src/fetch-standard/header-names.ts";

// The list of https://fetch.spec.whatwg.org/#forbidden-request-header.
const FORBIDDEN = [
  ...["Accept-Charset", "Accept-Encoding", "Access-Control-Request-Headers", "Access-Control-Request-Method"],
  ...["Connection", "Content-Length", "Cookie", "Cookie2", "Date", "DNT", "Expect", "Host", "Keep-Alive", "Origin"],
  ...["Referer", "Set-Cookie", "TE", "Trailer", "Transfer-Encoding", "Upgrade", "Via", "Proxy-", "Proxy-Foo", "Sec-"],
  "Sec-Fetch-Mode",
];

test.each(FORBIDDEN)("a page cannot set %s", (name) => {
  expect(isForbiddenRequestHeaderName(name)).toBe(true);
  expect(isForbiddenRequestHeaderName(name.toLowerCase())).toBe(true);
});

test.each(["Accept", "X-Host", "Hosts", "Cookies", "Section", "Proxy", "X-Sec-1", "Dates", "Access-Control-Max-Age"])(
  "the Fetch Standard lets a page set %s",
  (name) => {
    expect(isForbiddenRequestHeaderName(name)).toBe(false);
  },
);

test.each([
  ["Set-Cookie", true],
  ["set-cookie2", true],
  ["Set-Cookies", false],
  ["X-Set-Cookie", false],
])("%s is a forbidden response-header name: %s", (name, isForbidden) => {
  expect(isForbiddenResponseHeaderName(name)).toBe(isForbidden);
});

test("treats names that start with Access-Control- as CORS headers", () => {
  expect(isAccessControlHeader("Access-Control-Anything")).toBe(true);
  expect(isAccessControlHeader("access-control-")).toBe(true);
  expect(isAccessControlHeader("x-access-control-a")).toBe(false);
  expect(isAccessControlHeader("access-control")).toBe(false);
});
