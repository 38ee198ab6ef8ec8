import { expect, test } from "vitest";
import type { BrowserRequestInit } from "../src/index.ts";
import { isSameOrigin, originOf } from "../src/request-origin.ts";
import { API, answering, browse, ORIGIN, OWN } from "./page.ts";

test.each([
  ["https://a.example:443/x", "https://a.example"],
  ["http://a.example:8080/", "http://a.example:8080"],
  ["capacitor://localhost/x", "capacitor://localhost"],
  ["chrome-extension://abc/x", "chrome-extension://abc"],
  ["file:///x", "null"],
  ["file://host/x", "null"],
  ["data:,x", "null"],
])("the origin of %s is %s", (url, origin) => {
  expect(originOf(new URL(url))).toBe(origin);
});

test("an opaque origin is the same as no other", () => {
  expect(isSameOrigin(ORIGIN, ORIGIN)).toBe(true);
  expect(isSameOrigin(ORIGIN, "http://app.example.com")).toBe(false);
  expect(isSameOrigin("null", "null")).toBe(false);
});

/** The `Origin` that a server sees. */
async function sent(input: string, init: BrowserRequestInit = {}, origin = ORIGIN): Promise<string | null | undefined> {
  const page = browse(answering({ ...OWN, "Access-Control-Allow-Origin": origin }), { origin });
  await page.fetch(input, init);
  return page.log[0]?.request.headers.get("Origin");
}

test.each<[string, string, BrowserRequestInit, string | null]>([
  ["a CORS request", API, {}, ORIGIN],
  ["a same-origin GET", "/", {}, null],
  ["a same-origin HEAD", "/", { method: "HEAD" }, null],
  ["a same-origin POST", "/", { method: "POST" }, ORIGIN],
  ["a same-origin DELETE", "/", { method: "DELETE", mode: "same-origin" }, ORIGIN],
  ["a GET without CORS", API, { mode: "no-cors" }, null],
  ["a POST without CORS", API, { method: "POST", mode: "no-cors" }, ORIGIN],
  ["a POST without CORS to http", "http://api.example.com", { method: "POST", mode: "no-cors" }, "null"],
  ["a CORS request to http", "http://api.example.com", {}, ORIGIN],
])("%s has the right Origin", async (_, input, init, origin) => {
  expect(await sent(input, init)).toBe(origin);
});

test.each([
  ["no-referrer", API, "null"],
  ["no-referrer", "/", "null"],
  ["same-origin", API, "null"],
  ["same-origin", "/", ORIGIN],
  ["origin", "http://api.example.com", ORIGIN],
  ["origin-when-cross-origin", "http://api.example.com", ORIGIN],
  ["unsafe-url", "http://api.example.com", ORIGIN],
  ["strict-origin", "http://api.example.com", "null"],
  ["strict-origin", API, ORIGIN],
] as const)("without CORS, the referrer policy %s shows %s the Origin %s", async (referrerPolicy, input, origin) => {
  expect(await sent(input, { method: "POST", mode: "no-cors", referrerPolicy })).toBe(origin);
});

test("the referrer policy hides nothing from the CORS protocol", async () => {
  expect(await sent(API, { referrerPolicy: "no-referrer" })).toBe(ORIGIN);
  expect(await sent("/", { method: "POST", referrerPolicy: "no-referrer" })).toBe(ORIGIN);
});

test("a sandboxed frame is null", async () => {
  expect(await sent(API, {}, "null")).toBe("null");
});

test("the page of an app has its own scheme", async () => {
  expect(await sent(API, {}, "capacitor://localhost")).toBe("capacitor://localhost");
});
