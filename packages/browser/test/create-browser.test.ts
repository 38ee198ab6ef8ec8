import { expect, test, vi } from "vitest";
import { createBrowser } from "../src/index.ts";
import { API, browse, inShort, ORIGIN, OWN, server } from "./page.ts";

const network = (): Response => new Response();
const create = (options: object) => createBrowser(options as Parameters<typeof createBrowser>[0]);

test.each([
  ORIGIN,
  "http://localhost:3000",
  "http://[::1]:8080",
  "null",
  "capacitor://localhost",
  "chrome-extension://abcdef",
  "file://",
])("%s can be the origin of a page", (origin) => {
  expect(() => createBrowser({ origin, network })).not.toThrow();
});

test.each([
  ["https://app.example.com/", '"https://app.example.com"'],
  ["https://App.example.com", '"https://app.example.com"'],
  ["https://app.example.com:443", '"https://app.example.com"'],
  ["https://app.example.com/path", '"https://app.example.com"'],
  ["file:///index.html", '"null"'],
  ["app.example.com", "one like https://app.example.com"],
  ["*", "one like https://app.example.com"],
])("%s cannot; the error says what to write", (origin, instead) => {
  expect(() => createBrowser({ origin, network })).toThrow(
    new TypeError(`origin: ${JSON.stringify(origin)} is not a serialized origin; write ${instead}`),
  );
});

test("all that is wrong is said at once", () => {
  expect(() => create({ network: "x", engine: "toString", clock: {}, cookieJar: {} })).toThrow(
    [
      "origin: undefined is not a serialized origin; write one like https://app.example.com",
      "network: it is not a function; write one that takes a Request and returns a Response",
      'engine: "toString" is unknown; write "standard", "chromium", "firefox" or "webkit"',
      "cookieJar: it has no getCookies(); write new CookieJar() from tough-cookie",
      "clock: it has no now(); write an object like Date",
    ].join("\n"),
  );
});

test("fetch needs no this", async () => {
  const { fetch } = createBrowser({ origin: ORIGIN, network });
  expect((await fetch("/")).status).toBe(200);
});

test("the system's clock is asked each time, so that a test can replace it", async () => {
  vi.useFakeTimers({ toFake: ["Date"] });
  try {
    const page = browse(server({ ...OWN, "Access-Control-Allow-Methods": "PUT" }, OWN));
    await page.fetch(API, { method: "PUT" });
    vi.setSystemTime(Date.now() + 4999);
    await page.fetch(API, { method: "PUT" });
    vi.setSystemTime(Date.now() + 1);
    await page.fetch(API, { method: "PUT" });
    expect(page.log.map(({ request }) => request.method)).toEqual(["OPTIONS", "PUT", "PUT", "OPTIONS", "PUT"]);
  } finally {
    vi.useRealTimers();
  }
});

test("fetches at the same time do not mix", async () => {
  const page = browse(async (request) => {
    await new Promise((resolve) => setTimeout(resolve, request.url.endsWith("slow") ? 20 : 1));
    return server({ ...OWN, "Access-Control-Allow-Methods": "PUT" }, request.url.endsWith("slow") ? {} : OWN)(request);
  });
  const slow = page.fetch(`${API}/slow`, { method: "PUT" }).catch(({ code }) => code);
  expect((await page.fetch(API, { method: "PUT" })).status).toBe(200);
  expect(await slow).toBe("missing-allow-origin");
  expect(inShort(page.log)).toEqual([
    `OPTIONS ${API}/slow allowed`,
    `OPTIONS ${API} allowed`,
    `PUT ${API} shared`,
    `PUT ${API}/slow blocked`,
  ]);
});

test("a page with a URL resolves relative URLs with it, and sends it as the referrer", async () => {
  const page = createBrowser({ url: "https://app.example.com/shop/cart?a#b", network });
  expect((await page.fetch("api/users")).url).toBe("https://app.example.com/shop/api/users");
  await page.fetch(API, { mode: "no-cors" });
  expect(page.log.map(({ request }) => request.headers.get("Referer"))).toEqual([
    "https://app.example.com/shop/cart?a",
    "https://app.example.com/",
  ]);
  expect(createBrowser({ url: new URL("file:///index.html"), origin: "file://", network })).toBeDefined();
});

test("a page of a file sends Origin: file://", async () => {
  for (const options of [{ origin: "file://" }, { url: "file:///android_asset/index.html" }]) {
    const page = createBrowser({
      ...options,
      network: () => new Response("", { headers: { "Access-Control-Allow-Origin": "file://" } }),
    });
    expect((await page.fetch(API)).type).toBe("cors");
    expect(page.log[0]?.request.headers.get("Origin")).toBe("file://");
    expect(page.log[0]?.request.headers.has("Referer")).toBe(false);
  }
});

test("a URL that is not one, or not of the origin, is refused", () => {
  expect(() => create({ url: "app", network })).toThrow(
    new TypeError('url: "app" is not a URL; write one like https://app.example.com/'),
  );
  expect(() => create({ url: "https://b.example/", origin: ORIGIN, network })).toThrow(
    new TypeError(
      `url: "https://b.example/" is not a URL with the origin ${ORIGIN}; leave out origin, or write such a URL`,
    ),
  );
  expect(() => create({ url: "https://b.example/", origin: "null", network })).not.toThrow();
  expect(() => create({ url: `${ORIGIN}/a`, origin: ORIGIN, network })).not.toThrow();
});

test("An environment without Response is refused, with what to do", () => {
  vi.stubGlobal("Response", undefined);
  try {
    expect(() => browse(() => Promise.reject())).toThrow("run the test in an environment with fetch");
  } finally {
    vi.unstubAllGlobals();
  }
});

test("The package can be imported without fetch and Response, and createBrowser says what is missing", async () => {
  vi.resetModules();
  vi.stubGlobal("fetch", undefined);
  vi.stubGlobal("Response", undefined);
  try {
    const fresh = await import("../src/index.ts");
    expect(() => fresh.createBrowser({ origin: ORIGIN, network })).toThrow(/^Response is not defined; run the test/);
  } finally {
    vi.unstubAllGlobals();
  }
});
