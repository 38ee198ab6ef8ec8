import { expect, test } from "vitest";
import { isForbiddenMethod, normalizeMethod } from "../../src/fetch-standard/methods.ts";

test.each(["DELETE", "GET", "HEAD", "OPTIONS", "POST", "PUT"])("%s is upper-cased", (method) => {
  expect(normalizeMethod(method.toLowerCase())).toBe(method);
  expect(normalizeMethod(method)).toBe(method);
});

test.each(["patch", "Purge", "getx", "xget", "po\u017ft", ""])("%j is not normalized", (method) => {
  expect(normalizeMethod(method)).toBe(method);
});

test.each(["CONNECT", "TRACE", "TRACK", "connect", "Trace"])("%s is forbidden", (method) => {
  expect(isForbiddenMethod(method)).toBe(true);
});

test.each(["GET", "XTRACE", "TRACER", "CONNECTED", "TRACKS"])("%s is not forbidden", (method) => {
  expect(isForbiddenMethod(method)).toBe(false);
});
