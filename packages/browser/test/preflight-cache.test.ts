import { describe, expect, test } from "vitest";
import { createPreflightCache } from "../src/create-preflight-cache.ts";
import { type Engine, MAX_AGE_LIMITS } from "../src/engines.ts";
import type { FetchRequest } from "../src/fetch-request.ts";
import type { PreflightCache } from "../src/preflight-cache.ts";
import type { BrowserRequestInit } from "../src/request-init.ts";
import { toFetchRequest } from "../src/to-fetch-request.ts";
import { API, browse, inShort, ORIGIN, OWN, redirecting, server } from "./page.ts";

type Changes = { url?: string; origin?: string; isRedirectTainted?: boolean };

const request = async (
  { url = API, origin = ORIGIN, ...others }: Changes = {},
  init: BrowserRequestInit = {},
): Promise<FetchRequest> => ({ ...(await toFetchRequest(origin, url, init)), ...others });
const credentials = "include";

/** A cache of the standard, with short names for what the tests do. */
class Cache {
  readonly #cache: PreflightCache;

  constructor(now: () => number) {
    this.#cache = createPreflightCache("standard", now);
  }

  store(one: FetchRequest, maxAge: number, methods: readonly string[], names: readonly string[]): void {
    this.#cache.store(one, { maxAge, methods, headerNames: names.map((name) => name.toLowerCase()) });
  }

  hasMethod(one: FetchRequest, method: string): boolean {
    return this.#cache.allows({ ...one, method }, []);
  }

  hasHeaderName(one: FetchRequest, name: string): boolean {
    return this.#cache.allows({ ...one, method: "GET" }, [name]);
  }

  clear(one: FetchRequest): void {
    this.#cache.clear(one);
  }
}

describe("An entry", () => {
  test("is of one origin and one URL", async () => {
    const cache = new Cache(() => 0);
    cache.store(await request(), 5, ["PUT"], ["X-A"]);
    expect(cache.hasMethod(await request(), "PUT")).toBe(true);
    expect(cache.hasHeaderName(await request(), "x-a")).toBe(true);
    for (const other of [{ url: `${API}/7` }, { url: `${API}?q` }, { origin: "null" }, { isRedirectTainted: true }]) {
      expect(cache.hasMethod(await request(other), "PUT")).toBe(false);
      expect(cache.hasHeaderName(await request(other), "x-a")).toBe(false);
    }
  });

  test("is of a method, in its case, or of a header name, in any", async () => {
    const cache = new Cache(() => 0);
    cache.store(await request(), 5, ["patch"], ["X-A"]);
    expect(cache.hasMethod(await request(), "PATCH")).toBe(false);
    expect(cache.hasMethod(await request(), "x-a")).toBe(false);
    expect(cache.hasHeaderName(await request(), "patch")).toBe(false);
  });

  test("with credentials serves requests without, and not the reverse", async () => {
    const cache = new Cache(() => 0);
    cache.store(await request({}, { credentials }), 5, ["PUT"], []);
    cache.store(await request(), 5, ["DELETE"], []);
    expect(cache.hasMethod(await request(), "PUT")).toBe(true);
    expect(cache.hasMethod(await request({}, { credentials: "omit" }), "DELETE")).toBe(true);
    expect(cache.hasMethod(await request({}, { credentials }), "DELETE")).toBe(false);
  });

  test("of the wildcard serves every name but Authorization", async () => {
    const cache = new Cache(() => 0);
    cache.store(await request(), 5, ["*"], ["*"]);
    expect(cache.hasMethod(await request(), "PUT")).toBe(true);
    expect(cache.hasHeaderName(await request(), "x-a")).toBe(true);
    expect(cache.hasHeaderName(await request(), "authorization")).toBe(false);
  });

  test("of the wildcard matches every name with credentials too, to the letter", async () => {
    const cache = new Cache(() => 0);
    cache.store(await request({}, { credentials }), 5, ["*"], ["*"]);
    for (const init of [{ credentials }, {}] as const) {
      expect(cache.hasMethod(await request({}, init), "PUT")).toBe(true);
      expect(cache.hasHeaderName(await request({}, init), "x-a")).toBe(true);
      expect(cache.hasHeaderName(await request({}, init), "authorization")).toBe(false);
    }
  });

  test("ends with its time, which a new response changes and does not start again", async () => {
    let now = 1000;
    const cache = new Cache(() => now);
    cache.store(await request(), 5, ["PUT"], []);
    now = 5999;
    expect(cache.hasMethod(await request(), "PUT")).toBe(true);
    cache.store(await request(), 10, ["PUT"], []);
    now = 10_999;
    expect(cache.hasMethod(await request(), "PUT")).toBe(true);
    now = 11_000;
    expect(cache.hasMethod(await request(), "PUT")).toBe(false);
  });

  test("of no time never counts, and ends one that did", async () => {
    const cache = new Cache(() => 0);
    cache.store(await request(), 5, ["PUT"], []);
    cache.store(await request(), 0, ["PUT", "DELETE"], []);
    expect(cache.hasMethod(await request(), "PUT")).toBe(false);
    expect(cache.hasMethod(await request(), "DELETE")).toBe(false);
  });

  test("is cleared with all of its origin and URL, and no other", async () => {
    const cache = new Cache(() => 0);
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
    for (const engine of Object.keys(MAX_AGE_LIMITS)) expect(await lifetime("0", engine as Engine)).toBe(0);
  });

  test("counts in seconds", async () => {
    expect(await lifetime("10")).toBe(10);
    expect(await lifetime("601")).toBe(601);
  });

  test("is limited by each engine, and not by the standard", async () => {
    expect(await lifetime("86401")).toBe(86_401);
    expect(await lifetime("86401", "chromium")).toBe(7200);
    expect(await lifetime("86401", "firefox")).toBe(86_400);
    expect(await lifetime("86401", "webkit")).toBe(600);
  });

  test.each<[Engine, string, number]>([
    ["standard", "999999999999999999999", 86_401],
    ["firefox", "999999999999999999999", 86_400],
    // A number that 64 bits cannot hold is not one.
    ["chromium", "999999999999999999999", 5],
    ["webkit", "999999999999999999999", 5],
    ["chromium", "-1", 0],
    ["webkit", "-1", 0],
    ["firefox", "-1", 0],
    ["chromium", "+10", 10],
    ["webkit", "+10", 10],
    ["firefox", "+10", 0],
    ["chromium", "ten", 5],
    ["webkit", "10 s", 5],
    ["firefox", "10 s", 0],
    ["firefox", "", 5],
    ["chromium", "", 5],
  ])("in %s, %j is cached for %i seconds", async (engine, value, seconds) => {
    expect(await lifetime(value, engine)).toBe(seconds);
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

/** The methods that a page sends in one engine, preflights included. */
async function methodsSent(
  engine: Engine,
  allow: Record<string, string>,
  requests: readonly BrowserRequestInit[],
  actual: (index: number) => HeadersInit = () => OWN,
): Promise<readonly string[]> {
  let index = -1;
  const page = browse(
    (request) => {
      if (!request.headers.has("Access-Control-Request-Method")) index += 1;
      return server({ ...OWN, ...allow }, actual(index))(request);
    },
    { engine, clock: { now: () => 0 } },
  );
  for (const init of requests) await page.fetch(API, init).catch(() => {});
  return page.log.map(({ kind, request: { method } }) => (kind === "preflight" ? "OPTIONS" : method));
}

const count = (sent: readonly string[]): number => sent.filter((method) => method === "OPTIONS").length;

describe("The cache of an engine", () => {
  const WITH_X = { headers: { "X-A": "1" } };
  const LISTS = (method: string, names = ""): Record<string, string> => ({
    "Access-Control-Allow-Methods": method,
    ...(names && { "Access-Control-Allow-Headers": names }),
  });

  test("has one entry for each URL in Chromium and WebKit, and one for each name in the standard", async () => {
    const requests = [
      { method: "PUT" },
      { method: "DELETE" },
      { method: "PUT", ...WITH_X },
      { method: "DELETE", ...WITH_X },
    ];
    const preflights = async (engine: Engine): Promise<number> => {
      const page = browse(
        (request) => {
          const method = request.headers.get("Access-Control-Request-Method") ?? "";
          const names = request.headers.get("Access-Control-Request-Headers") ?? "";
          return server({ ...OWN, ...LISTS(method, names) }, OWN)(request);
        },
        { engine },
      );
      for (const init of requests) await page.fetch(API, init);
      return page.log.filter(({ kind }) => kind === "preflight").length;
    };
    expect(await preflights("standard")).toBe(3);
    expect(await preflights("firefox")).toBe(3);
    expect(await preflights("chromium")).toBe(4);
    expect(await preflights("webkit")).toBe(4);
  });

  test("drops an entry that does not allow a request, in Chromium and WebKit", async () => {
    const requests = [{ method: "PUT" }, { method: "DELETE" }, { method: "PUT" }];
    // In the standard and in Firefox the failure of the DELETE clears the entries.
    expect(count(await methodsSent("standard", LISTS("PUT"), requests))).toBe(3);
    expect(count(await methodsSent("firefox", LISTS("PUT"), requests))).toBe(3);
    expect(count(await methodsSent("chromium", LISTS("PUT"), requests))).toBe(3);
    // WebKit stores what the failed preflight allows.
    expect(count(await methodsSent("webkit", LISTS("PUT"), requests))).toBe(2);
  });

  test("is apart for credentials in Firefox", async () => {
    const requests = [{ method: "PUT", credentials: "include" }, { method: "PUT" }] as const;
    expect(count(await methodsSent("standard", LISTS("PUT"), requests))).toBe(1);
    expect(count(await methodsSent("chromium", LISTS("PUT"), requests))).toBe(1);
    expect(count(await methodsSent("firefox", LISTS("PUT"), requests))).toBe(2);
    const reverse = [{ method: "PUT" }, { method: "PUT", credentials: "include" }] as const;
    for (const engine of ["standard", "chromium", "firefox", "webkit"] as const) {
      expect(count(await methodsSent(engine, LISTS("PUT"), reverse)), engine).toBe(2);
    }
  });

  test("keeps no wildcard in Firefox, and HEAD only by name", async () => {
    const wild = [{ method: "PUT" }, { method: "PUT" }];
    expect(count(await methodsSent("firefox", LISTS("*"), wild))).toBe(2);
    expect(count(await methodsSent("chromium", LISTS("*"), wild))).toBe(1);
    const head = [
      { method: "HEAD", ...WITH_X },
      { method: "HEAD", ...WITH_X },
    ];
    expect(count(await methodsSent("firefox", LISTS("PUT", "x-a"), head))).toBe(2);
    expect(count(await methodsSent("firefox", LISTS("HEAD", "x-a"), head))).toBe(1);
    expect(count(await methodsSent("standard", LISTS("PUT", "x-a"), head))).toBe(1);
  });

  test("covers Authorization with the wildcard in WebKit", async () => {
    const authorized = [{ headers: { Authorization: "a" } }, { headers: { Authorization: "a" } }];
    expect(count(await methodsSent("webkit", LISTS("*", "*"), authorized))).toBe(1);
    expect(count(await methodsSent("chromium", LISTS("*", "*"), authorized))).toBe(2);
    expect(count(await methodsSent("firefox", LISTS("*", "*"), authorized))).toBe(2);
  });

  test("serves the wildcard of a credentialed entry in WebKit", async () => {
    const requests = [{ method: "PUT", credentials: "include" }, { method: "DELETE" }] as const;
    expect(count(await methodsSent("webkit", LISTS("*, PUT"), requests))).toBe(1);
    expect(count(await methodsSent("chromium", LISTS("*, PUT"), requests))).toBe(2);
  });

  test("survives a blocked response in Chromium and WebKit", async () => {
    const requests = [{ method: "PUT" }, { method: "PUT" }, { method: "PUT" }];
    const silentSecond = (index: number): HeadersInit => (index === 1 ? {} : OWN);
    expect(count(await methodsSent("standard", LISTS("PUT"), requests, silentSecond))).toBe(2);
    expect(count(await methodsSent("firefox", LISTS("PUT"), requests, silentSecond))).toBe(2);
    expect(count(await methodsSent("chromium", LISTS("PUT"), requests, silentSecond))).toBe(1);
    expect(count(await methodsSent("webkit", LISTS("PUT"), requests, silentSecond))).toBe(1);
  });

  test("is cleared in Firefox by the failure of a request without a preflight, and not by redirect mode error", async () => {
    const requests = [{ method: "PUT" }, {}, { method: "PUT" }];
    const silentSecond = (index: number): HeadersInit => (index === 1 ? {} : OWN);
    expect(count(await methodsSent("firefox", LISTS("PUT"), requests, silentSecond))).toBe(2);
    expect(count(await methodsSent("standard", LISTS("PUT"), requests, silentSecond))).toBe(1);
    const redirects = browse(
      (request) =>
        request.method === "OPTIONS" || request.url !== API
          ? server({ ...OWN, ...LISTS("PUT") }, OWN)(request)
          : redirecting({ [API]: "/x" }, 307, OWN)(request),
      { engine: "firefox" },
    );
    const init = { method: "PUT", redirect: "error" } as const;
    for (let round = 0; round < 2; round++) await redirects.fetch(API, init).catch(() => {});
    expect(redirects.log.filter(({ kind }) => kind === "preflight").length).toBe(1);
  });

  test("is not used for an opaque origin in Chromium and WebKit", async () => {
    const OTHER = "https://other.example/";
    const preflights = async (engine: Engine): Promise<number> => {
      const page = browse(
        (request) =>
          request.method === "OPTIONS"
            ? new Response(null, { headers: { "Access-Control-Allow-Origin": "*", ...LISTS("PUT") } })
            : redirecting({ [API]: OTHER }, 307)(request),
        { engine },
      );
      for (let round = 0; round < 2; round++) await page.fetch(API, { method: "PUT" });
      return page.log.filter(({ kind, request: { url } }) => kind === "preflight" && url === OTHER).length;
    };
    expect(await preflights("standard")).toBe(1);
    expect(await preflights("firefox")).toBe(1);
    expect(await preflights("chromium")).toBe(2);
    expect(await preflights("webkit")).toBe(2);
  });
});
