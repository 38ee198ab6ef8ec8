import { CookieJar } from "tough-cookie";
import { describe, expect, test } from "vitest";
import { type BrowserRequestInit, createBrowser, type Engine } from "../src/index.ts";

const PAGE = "https://app.example.com";
const INCLUDE = { credentials: "include" } as const;

/** The cookies of each kind, as a server sets them. */
const SET = [
  ...["plain=1", "lax=1; SameSite=Lax", "strict=1; samesite=STRICT; Secure", "none=1; SameSite=None; Secure"],
  ...["insecure=1; SameSite=None", "bogus=1; SameSite=Bogus", "secure=1; secure"],
];

interface Setup {
  readonly origin?: string;
  readonly engine?: Engine;
  readonly jar?: CookieJar;
  readonly set?: readonly string[];
}

/** A page whose server sets cookies, and shares everything. */
function pageWith({ origin = PAGE, engine = "standard", jar = new CookieJar(), set = SET }: Setup = {}) {
  const network = (request: Request) => {
    const headers = new Headers({
      "Access-Control-Allow-Origin": origin,
      "Access-Control-Allow-Credentials": "true",
      "Access-Control-Allow-Methods": "PUT",
    });
    if (request.url.endsWith("/set")) for (const cookie of set) headers.append("Set-Cookie", cookie);
    return new Response("", { headers });
  };
  return createBrowser({ origin, network, engine, cookieJar: jar });
}

/** The names of the cookies that a request carries. */
async function sent(page: ReturnType<typeof pageWith>, url: string, init: BrowserRequestInit = {}): Promise<string[]> {
  await page.fetch(url, init);
  const cookie = page.log.at(-1)?.request.headers.get("Cookie") ?? "";
  return cookie
    .split("; ")
    .filter((one) => one !== "")
    .map((one) => one.replace(/=.*/, ""))
    .sort();
}

const ALL = ["bogus", "lax", "none", "plain", "secure", "strict"];

describe("On the page's own site", () => {
  test("cookies are stored and sent in the credentials modes that include them", async () => {
    const page = pageWith();
    await page.fetch("/set");
    expect(await sent(page, "/")).toEqual(ALL);
    expect(await sent(page, "/", { credentials: "omit" })).toEqual([]);
    expect(await sent(page, "https://app.example.com:8443/", INCLUDE)).toEqual(ALL);
    expect(await sent(page, "https://app.example.com:8443/")).toEqual([]);
  });

  test("they are not stored without credentials", async () => {
    const page = pageWith();
    await page.fetch("/set", { credentials: "omit" });
    expect(await sent(page, "/")).toEqual([]);
  });

  test("a subdomain is the same site", async () => {
    const page = pageWith();
    await page.fetch("https://api.example.com/set", INCLUDE);
    expect(await sent(page, "https://api.example.com/", INCLUDE)).toEqual(ALL);
    expect(await sent(page, "https://api.example.com/", { ...INCLUDE, mode: "no-cors", method: "POST" })).toEqual(ALL);
  });

  test("another scheme is another site", async () => {
    const page = pageWith();
    await page.fetch("http://api.example.com/set", INCLUDE);
    expect(await sent(page, "http://api.example.com/", INCLUDE)).toEqual([]);
  });
});

describe("On another site", () => {
  test("only SameSite=None with Secure is stored and sent", async () => {
    const page = pageWith();
    await page.fetch("https://api.other.example/set", INCLUDE);
    expect(await sent(page, "https://api.other.example/", INCLUDE)).toEqual(["none"]);
  });

  test("cookies that the user has from a visit are sent only with SameSite=None", async () => {
    const jar = new CookieJar();
    const own = pageWith({ origin: "https://api.other.example", jar });
    await own.fetch("/set");
    expect(await sent(pageWith({ jar }), "https://api.other.example/", INCLUDE)).toEqual(["none"]);
    expect(await sent(pageWith({ jar, engine: "firefox" }), "https://api.other.example/", INCLUDE)).toEqual([
      ...["bogus", "none", "plain", "secure"],
    ]);
    for (const engine of ["chromium", "webkit"] as const) {
      expect(await sent(pageWith({ jar, engine }), "https://api.other.example/", INCLUDE)).toEqual([]);
    }
  });

  test("a public suffix makes another site of each name below it", async () => {
    const page = pageWith({ origin: "https://a.github.io" });
    await page.fetch("https://b.github.io/set", INCLUDE);
    expect(await sent(page, "https://b.github.io/", INCLUDE)).toEqual(["none"]);
    const british = pageWith({ origin: "https://shop.example.co.uk" });
    await british.fetch("https://api.example.co.uk/set", INCLUDE);
    expect(await sent(british, "https://api.example.co.uk/", INCLUDE)).toEqual(ALL);
  });

  test.each(["null", "file://", "capacitor://localhost"])("every server is, for a page of %s", async (origin) => {
    const page = pageWith({ origin });
    await page.fetch("https://api.example.com/set", INCLUDE);
    expect(await sent(page, "https://api.example.com/", INCLUDE)).toEqual(["none"]);
  });
});

describe("On a loopback address", () => {
  const LOCAL = "http://app.localhost:3000";

  test.each(["standard", "chromium", "firefox"] as const)("Secure cookies count in %s", async (engine) => {
    const page = pageWith({ origin: LOCAL, engine });
    await page.fetch("http://api.app.localhost:4000/set", INCLUDE);
    expect(await sent(page, "http://api.app.localhost:4000/", INCLUDE)).toEqual(ALL);
  });

  test("WebKit takes it for insecure, and each host for a site", async () => {
    const page = pageWith({ origin: LOCAL, engine: "webkit" });
    await page.fetch("/set");
    expect(await sent(page, "/")).toEqual(["bogus", "insecure", "lax", "plain"]);
    await page.fetch("http://api.app.localhost:4000/set", INCLUDE);
    expect(await sent(page, "http://api.app.localhost:4000/", INCLUDE)).toEqual([]);
    const jar = new CookieJar();
    await jar.setCookie("a=1; Secure", "https://app.localhost:3000/");
    expect(await sent(pageWith({ origin: LOCAL, engine: "webkit", jar }), "/")).toEqual([]);
  });

  test("an address is a site of its own", async () => {
    const page = pageWith({ origin: LOCAL });
    await page.fetch("http://127.0.0.1:4000/set", INCLUDE);
    expect(await sent(page, "http://127.0.0.1:4000/", INCLUDE)).toEqual(["none"]);
  });
});

test("A preflight carries no cookies, and stores none", async () => {
  const jar = new CookieJar();
  const network = (request: Request) => {
    const headers = new Headers({
      "Access-Control-Allow-Origin": PAGE,
      "Access-Control-Allow-Credentials": "true",
      "Access-Control-Allow-Methods": "PUT",
      "Set-Cookie": `${request.method}=1`,
    });
    return new Response("", { headers });
  };
  const page = createBrowser({ origin: PAGE, network, cookieJar: jar });
  await page.fetch("https://api.example.com/", { method: "PUT", ...INCLUDE });
  await page.fetch("https://api.example.com/", { method: "PUT", ...INCLUDE });
  expect(page.log.map(({ request }) => request.headers.get("Cookie"))).toEqual([null, null, "PUT=1"]);
});

test("Every redirect carries the cookies of its own server", async () => {
  const jar = new CookieJar();
  await jar.setCookie("a=1", "https://app.example.com/");
  await jar.setCookie("b=2", "https://api.example.com/");
  const shared = { "Access-Control-Allow-Origin": PAGE, "Access-Control-Allow-Credentials": "true" };
  const network = (request: Request) =>
    request.url.startsWith(PAGE)
      ? new Response(null, { status: 302, headers: { Location: "https://api.example.com/" } })
      : new Response("", { headers: shared });
  const page = createBrowser({ origin: PAGE, network, cookieJar: jar });
  await page.fetch("/", INCLUDE);
  expect(page.log.map(({ request }) => request.headers.get("Cookie"))).toEqual(["a=1", "b=2"]);
});

test("A cookie that the jar refuses is ignored", async () => {
  const page = pageWith({ set: ["a=1; Domain=other.example", "b=2; Domain=com", "c=3"] });
  await page.fetch("/set");
  expect(await sent(page, "/")).toEqual(["c"]);
});
