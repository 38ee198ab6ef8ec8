import { expect, test } from "vitest";
import { isCorsSafelistedMethod, isForbiddenMethod, isToken, normalizeMethod } from "../src/methods.ts";

test.each(["delete", "get", "head", "options", "post", "put"])("%s is upper-cased", (method) => {
  expect(normalizeMethod(method)).toBe(method.toUpperCase());
});

test.each(["patch", "Patch", "query", "getx", "xput"])("%s stays as it is", (method) => {
  expect(normalizeMethod(method)).toBe(method);
});

test.each(["CONNECT", "trace", "Track"])("%s is forbidden", (method) => {
  expect(isForbiddenMethod(method)).toBe(true);
});

test.each(["TRACES", "XTRACK", "GET"])("%s is not forbidden", (method) => {
  expect(isForbiddenMethod(method)).toBe(false);
});

test("GET, HEAD and POST are safelisted, and no other", () => {
  const methods = ["GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "get", "GETS", "XPOST"];
  expect(methods.filter(isCorsSafelistedMethod)).toEqual(["GET", "HEAD", "POST"]);
});

test("a token has no delimiter, no space, and at least one character", () => {
  expect(["GET", "X-a!#$%&'*+.^_`|~9", "*"].every(isToken)).toBe(true);
  for (const text of ["", " ", "a b", "a,b", "a/b", "(a)", "a\n", "é"]) expect(isToken(text), text).toBe(false);
});
