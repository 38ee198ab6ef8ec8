import { expect, test } from "vitest";
import { isForbiddenRequestHeaderName, isForbiddenResponseHeaderName } from "../../src/fetch-standard/header-names.ts";

// The list of #forbidden-request-header.
const FORBIDDEN = [
  ...["Accept-Charset", "Accept-Encoding", "Access-Control-Request-Headers", "Access-Control-Request-Method"],
  ...["Connection", "Content-Length", "Cookie", "Cookie2", "Date", "DNT", "Expect", "Host", "Keep-Alive", "Origin"],
  ...["Referer", "Set-Cookie", "TE", "Trailer", "Transfer-Encoding", "Upgrade", "Via", "Proxy-", "Proxy-Foo", "Sec-"],
  "Sec-Fetch-Mode",
];

test.each(FORBIDDEN)("no page can set %s", (name) => {
  expect(isForbiddenRequestHeaderName(name)).toBe(true);
  expect(isForbiddenRequestHeaderName(name.toLowerCase())).toBe(true);
});

test.each(["Accept", "X-Host", "Hosts", "Cookies", "Section", "Proxy", "X-Sec-1", "Dates", "Access-Control-Max-Age"])(
  "a page can set %s, as far as the standard goes",
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
