import { describe, expect, test } from "vitest";
import { type Engine, MAX_AGE_LIMITS } from "../src/engines.ts";
import { type BrowserRequestInit, type FetchRequest, toFetchRequest } from "../src/fetch-request.ts";
import { PreflightCache } from "../src/preflight-cache.ts";
import { API, browse, inShort, ORIGIN, OWN, redirecting, server } from "./page.ts";

const request = async (
  { url = API, origin = ORIGIN, ...others }: { url?: string; origin?: string; isRedirectTainted?: boolean } = {},
  init: BrowserRequestInit = {},
): Promise<FetchRequest> => ({ ...(await toFetchRequest(origin, url, init)), ...others });
const credentials = "include";

describe("An entry", () => {
  test("is of one origin and one URL", async () => {
    const cache = new PreflightCache(() => 0);
    cache.store(await request(), 5, ["PUT"], ["X-A"]);
    expect(cache.hasMethod(await request(), "PUT")).toBe(true);
    expect(cache.hasHeaderName(await request(), "x-a")).toBe(true);
    for (const other of [{ url: `${API}/7` }, { url: `${API}?q` }, { origin: "null" }, { isRedirectTainted: true }]) {
      expect(cache.hasMethod(await request(other), "PUT")).toBe(false);
      expect(cache.hasHeaderName(await request(other), "x-a")).toBe(false);
    }
  });

  test("is of a method, in its case, or of a header name, in any", async () => {
    const cache = new PreflightCache(() => 0);
    cache.store(await request(), 5, ["patch"], ["X-A"]);
    expect(cache.hasMethod(await request(), "PATCH")).toBe(false);
    expect(cache.hasMethod(await request(), "x-a")).toBe(false);
    expect(cache.hasHeaderName(await request(), "patch")).toBe(false);
  });

  test("with credentials serves requests without, and not the reverse", async () => {
    const cache = new PreflightCache(() => 0);
    cache.store(await request({}, { credentials }), 5, ["PUT"], []);
    cache.store(await request(), 5, ["DELETE"], []);
    expect(cache.hasMethod(await request(), "PUT")).toBe(true);
    expect(cache.hasMethod(await request({}, { credentials: "omit" }), "DELETE")).toBe(true);
    expect(cache.hasMethod(await request({}, { credentials }), "DELETE")).toBe(false);
  });

  test("of the wildcard serves every name but Authorization", async () => {
    const cache = new PreflightCache(() => 0);
    cache.store(await request(), 5, ["*"], ["*"]);
    expect(cache.hasMethod(await request(), "PUT")).toBe(true);
    expect(cache.hasHeaderName(await request(), "x-a")).toBe(true);
    expect(cache.hasHeaderName(await request(), "authorization")).toBe(false);
  });

  test("of the wildcard with credentials serves the name * only", async () => {
    const cache = new PreflightCache(() => 0);
    cache.store(await request({}, { credentials }), 5, ["*"], ["*"]);
    for (const init of [{ credentials }, {}] as const) {
      expect(cache.hasMethod(await request({}, init), "PUT")).toBe(false);
      expect(cache.hasMethod(await request({}, init), "*")).toBe(true);
      expect(cache.hasHeaderName(await request({}, init), "x-a")).toBe(false);
    }
  });

  test("of the wildcard with credentials does not keep the wildcard without from being stored", async () => {
    const cache = new PreflightCache(() => 0);
    cache.store(await request({}, { credentials }), 5, ["*"], ["*"]);
    cache.store(await request(), 5, ["*"], ["*"]);
    expect(cache.hasMethod(await request(), "PUT")).toBe(true);
    expect(cache.hasHeaderName(await request(), "x-a")).toBe(true);
    expect(cache.hasHeaderName(await request({}, { credentials }), "x-a")).toBe(false);
  });

  test("ends with its time, and a new answer begins it anew", async () => {
    let now = 1000;
    const cache = new PreflightCache(() => now);
    cache.store(await request(), 5, ["PUT"], []);
    now = 5999;
    expect(cache.hasMethod(await request(), "PUT")).toBe(true);
    cache.store(await request(), 10, ["PUT"], []);
    now = 15_998;
    expect(cache.hasMethod(await request(), "PUT")).toBe(true);
    now = 15_999;
    expect(cache.hasMethod(await request(), "PUT")).toBe(false);
  });

  test("of no time never counts, and ends one that did", async () => {
    const cache = new PreflightCache(() => 0);
    cache.store(await request(), 5, ["PUT"], []);
    cache.store(await request(), 0, ["PUT", "DELETE"], []);
    expect(cache.hasMethod(await request(), "PUT")).toBe(false);
    expect(cache.hasMethod(await request(), "DELETE")).toBe(false);
  });

  test("is cleared with all of its origin and URL, and no other", async () => {
    const cache = new PreflightCache(() => 0);
    for (const other of [{}, { url: `${API}/7` }, { origin: "null" }])
      cache.store(await request(other), 5, ["PUT"], []);
    cache.store(await request({}, { credentials }), 5, ["DELETE"], ["x-a"]);
    cache.clear(await request());
    expect(cache.hasMethod(await request(), "PUT")).toBe(false);
    expect(cache.hasMethod(await request(), "DELETE")).toBe(false);
    expect(cache.hasHeaderName(await request(), "x-a")).toBe(false);
    expect(cache.hasMethod(await request({ url: `${API}/7` }), "PUT")).toBe(true);
    expect(cache.hasMethod(await request({ origin: "null" }), "PUT")).toBe(true);
  });
});

/** How many seconds the answer to a preflight counts. */
async function lifetime(maxAge: string | null, engine?: Engine): Promise<number> {
  let now = 0;
  const headers = new Headers({ "Access-Control-Allow-Origin": "*", "Access-Control-Allow-Methods": "PUT" });
  if (maxAge !== null) headers.set("Access-Control-Max-Age", maxAge);
  const isKept = async (seconds: number): Promise<boolean> => {
    now = 0;
    const page = browse(server(headers), { clock: { now: () => now }, ...(engine && { engine }) });
    await page.fetch(API, { method: "PUT" });
    now = seconds * 1000 - 1;
    await page.fetch(API, { method: "PUT" });
    return page.log.length === 3;
  };
  const known = [86_401, 86_400, 7201, 7200, 601, 600, 10, 5];
  for (const seconds of known) if (await isKept(seconds)) return seconds;
  return 0;
}

describe("Access-Control-Max-Age", () => {
  test.each([null, "-1", "ten", "1.5", "10, 10", ""])("of %j is 5 seconds", async (value) => {
    expect(await lifetime(value)).toBe(5);
  });

  test("of 0 keeps nothing", async () => {
    expect(await lifetime("0")).toBe(0);
  });

  test("counts in seconds", async () => {
    expect(await lifetime("10")).toBe(10);
    expect(await lifetime("601")).toBe(601);
  });

  test.each(Object.entries(MAX_AGE_LIMITS))("is limited by %s to %i seconds", async (engine, limit) => {
    expect(await lifetime("999999999999999999999", engine as Engine)).toBe(limit);
    expect(await lifetime(String(limit), engine as Engine)).toBe(limit);
  });

  test("is limited as in Chromium by default", async () => {
    expect(await lifetime("86400")).toBe(7200);
  });
});

describe("A page", () => {
  const allowing = server(
    { ...OWN, "Access-Control-Allow-Methods": "PUT, DELETE", "Access-Control-Allow-Headers": "x-a" },
    OWN,
  );

  test("asks once for all that a server lists", async () => {
    const page = browse(allowing);
    await page.fetch(API, { method: "PUT" });
    await page.fetch(API, { method: "DELETE", headers: { "X-A": "1" } });
    await page.fetch(API, { headers: { "X-A": "1" } });
    expect(page.log.map(({ request: { method } }) => method)).toEqual(["OPTIONS", "PUT", "DELETE", "GET"]);
  });

  test("asks again with credentials, and then no more", async () => {
    const page = browse(allowing);
    for (const mode of ["omit", credentials, credentials, "same-origin"] as const) {
      await page.fetch(API, { method: "PUT", credentials: mode });
    }
    expect(page.log.map(({ request: { method } }) => method)).toEqual([
      "OPTIONS",
      "PUT",
      "OPTIONS",
      "PUT",
      "PUT",
      "PUT",
    ]);
  });

  test("asks again after the actual request has failed", async () => {
    let isDown = false;
    const page = browse((request) => (isDown && request.method === "PUT" ? Response.error() : allowing(request)));
    await page.fetch(API, { method: "PUT" });
    isDown = true;
    await expect(page.fetch(API, { method: "PUT" })).rejects.toThrow(TypeError);
    isDown = false;
    await page.fetch(API, { method: "PUT" });
    expect(inShort(page.log)).toEqual([
      `OPTIONS ${API} allowed`,
      `PUT ${API} shared`,
      `PUT ${API} blocked`,
      `OPTIONS ${API} allowed`,
      `PUT ${API} shared`,
    ]);
  });

  test("does not ask again after a request that needed no preflight has failed", async () => {
    let isDown = false;
    const page = browse((request) => (isDown ? Response.error() : allowing(request)));
    await page.fetch(API, { method: "PUT" });
    isDown = true;
    await expect(page.fetch(API)).rejects.toThrow(TypeError);
    isDown = false;
    await page.fetch(API, { method: "PUT" });
    expect(page.log.map(({ request: { method } }) => method)).toEqual(["OPTIONS", "PUT", "GET", "PUT"]);
  });

  test("shares no answers with another page", async () => {
    await browse(allowing).fetch(API, { method: "PUT" });
    const page = browse(allowing);
    await page.fetch(API, { method: "PUT" });
    expect(page.log.length).toBe(2);
  });

  test("keeps what was allowed to an upload listener without a list", async () => {
    const page = browse(server(OWN, OWN));
    for (let round = 0; round < 2; round++) await page.fetch(API, { method: "POST", keepUploadListener: true });
    await page.fetch(API, { method: "GET", keepUploadListener: true });
    expect(page.log.map(({ request: { method } }) => method)).toEqual(["OPTIONS", "POST", "POST", "OPTIONS", "GET"]);
  });

  test("keeps the answers of every hop", async () => {
    const network = redirecting({ [API]: "https://api.example.com/v2" }, 307, {
      "Access-Control-Allow-Origin": "*",
      "Access-Control-Allow-Methods": "PUT",
    });
    const page = browse((request) => (request.method === "OPTIONS" ? allowing(request) : network(request)));
    for (let round = 0; round < 2; round++) await page.fetch(API, { method: "PUT", credentials: "omit" });
    expect(page.log.map(({ request: { method } }) => method)).toEqual([
      "OPTIONS",
      "PUT",
      "OPTIONS",
      "PUT",
      "PUT",
      "PUT",
    ]);
  });
});
