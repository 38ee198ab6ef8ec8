import { expect, test } from "vitest";
import { exposeAll } from "../../src/index.ts";

test("lists every header that a page can read, except CORS headers", () => {
  expect(
    exposeAll(["X-A", "set-cookie", "Set-Cookie2", "vary", "Access-Control-Max-Age", "x-set-cookie", "set-cookies"]),
  ).toEqual(["Access-Control-Expose-Headers", "X-A, vary, x-set-cookie, set-cookies"]);
  expect(exposeAll(new Headers({ "X-A": "1", Etag: "2" }).keys())).toEqual([
    "Access-Control-Expose-Headers",
    "etag, x-a",
  ]);
});

test("lists each name once", () => {
  expect(exposeAll(["X-A", "X-b", "x-a"])[1]).toBe("x-a, X-b");
});

test("is empty if there is nothing to expose", () => {
  expect(exposeAll(["set-cookie"])).toEqual(["Access-Control-Expose-Headers", ""]);
});
