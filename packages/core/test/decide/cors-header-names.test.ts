import { expect, test } from "vitest";
import { isCorsHeaderName } from "../../src/decide/cors-header-names.ts";
import { exposeAll } from "../../src/index.ts";

test("lists every header that a page can read, and that is not about CORS", () => {
  expect(
    exposeAll(["X-A", "set-cookie", "Set-Cookie2", "vary", "Access-Control-Max-Age", "x-set-cookie", "set-cookies"]),
  ).toEqual(["Access-Control-Expose-Headers", "X-A, vary, x-set-cookie, set-cookies"]);
  expect(exposeAll(new Headers({ "X-A": "1", Etag: "2" }).keys())).toEqual([
    "Access-Control-Expose-Headers",
    "etag, x-a",
  ]);
});

test("lists a name once", () => {
  expect(exposeAll(["X-A", "X-b", "x-a"])[1]).toBe("x-a, X-b");
});

test("is empty where there is nothing to expose", () => {
  expect(exposeAll(["set-cookie"])).toEqual(["Access-Control-Expose-Headers", ""]);
});

test("a CORS header is one whose name begins with Access-Control", () => {
  expect(isCorsHeaderName("Access-Control-Anything")).toBe(true);
  expect(isCorsHeaderName("access-control-")).toBe(true);
  expect(isCorsHeaderName("x-access-control-a")).toBe(false);
  expect(isCorsHeaderName("access-control")).toBe(false);
});
