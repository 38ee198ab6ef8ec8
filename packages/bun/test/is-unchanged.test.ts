import { expect, test } from "vitest";
import { isUnchanged } from "../src/is-unchanged.ts";

const DATE = "Mon, 01 Jan 2024 00:00:00 GMT";
const LATER = "Mon, 01 Jan 2024 00:00:01 GMT";
const ask = (requestHeaders: HeadersInit, responseHeaders: HeadersInit, method = "GET"): boolean =>
  isUnchanged(new Request("http://localhost/", { method, headers: requestHeaders }), new Headers(responseHeaders));

test.each([
  ["the same tag", { "If-None-Match": '"a"' }, { ETag: '"a"' }, true],
  ["the same tag, but weak", { "If-None-Match": 'W/"a"' }, { ETag: '"a"' }, true],
  ["the same weak tag", { "If-None-Match": '"a"' }, { ETag: 'W/"a"' }, true],
  ["one of several tags", { "If-None-Match": '"b",  W/"a" , "c"' }, { ETag: '"a"' }, true],
  ["any tag", { "If-None-Match": "*" }, {}, true],
  ["another tag", { "If-None-Match": '"b"' }, { ETag: '"a"' }, false],
  ["a tag that is a part of it", { "If-None-Match": '"a' }, { ETag: '"a"' }, false],
  ["an empty list", { "If-None-Match": "" }, {}, false],
  [
    "another tag, although the date is the same",
    { "If-None-Match": '"b"', "If-Modified-Since": DATE },
    { ETag: '"a"', "Last-Modified": DATE },
    false,
  ],
  ["the same date", { "If-Modified-Since": DATE }, { "Last-Modified": DATE }, true],
  ["a later date", { "If-Modified-Since": LATER }, { "Last-Modified": DATE }, true],
  ["an earlier date", { "If-Modified-Since": DATE }, { "Last-Modified": LATER }, false],
  ["no date", { "If-Modified-Since": "yesterday" }, { "Last-Modified": DATE }, false],
  ["a date, if the response has none", { "If-Modified-Since": DATE }, {}, false],
  ["nothing", {}, { ETag: '"a"', "Last-Modified": DATE }, false],
])("compares a client that has %s", (_, requestHeaders, responseHeaders, expected) => {
  expect(ask(requestHeaders, responseHeaders)).toBe(expected);
  expect(ask(requestHeaders, responseHeaders, "HEAD")).toBe(expected);
  expect(ask(requestHeaders, responseHeaders, "POST")).toBe(false);
});
