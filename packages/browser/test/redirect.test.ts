import { describe, expect, test } from "vitest";
import type { Exchange } from "../src/index.ts";
import { API, answering, blockOf, browse, inShort, OPEN, ORIGIN, OWN, redirecting } from "./page.ts";

const V2 = "https://api.example.com/v2";
const OTHER = "https://other.example/";
const OTHER2 = "https://other.example/2";
const origins = (log: readonly Exchange[]): (string | null)[] =>
  log.map(({ request }) => request.headers.get("Origin"));

describe("The Origin header", () => {
  test("stays the page's within one other origin", async () => {
    const page = browse(redirecting({ [API]: V2 }));
    const response = await page.fetch(API);
    expect(origins(page.log)).toEqual([ORIGIN, ORIGIN]);
    expect(response.url).toBe(V2);
    expect(response.redirected).toBe(true);
    expect(inShort(page.log)).toEqual([`GET ${API} redirected`, `GET ${V2} shared`]);
  });

  test("is null from the first hop between two others on, for good", async () => {
    const page = browse(redirecting({ [API]: OTHER, [OTHER]: OTHER2, [OTHER2]: `${ORIGIN}/` }));
    await page.fetch(API);
    expect(origins(page.log)).toEqual([ORIGIN, "null", "null", "null"]);
  });

  test("is null after a hop back to the page's own origin", async () => {
    const page = browse(redirecting({ [API]: `${ORIGIN}/` }));
    const response = await page.fetch(API);
    expect(origins(page.log)).toEqual([ORIGIN, "null"]);
    expect(response.type).toBe("cors");
  });

  test("comes with the first hop away from the page's own origin", async () => {
    const page = browse(redirecting({ [`${ORIGIN}/a`]: API, [API]: OTHER }));
    await page.fetch("/a");
    expect(origins(page.log)).toEqual([null, ORIGIN, "null"]);
  });
});

describe("Every hop", () => {
  test("to another origin has to pass the CORS check, redirects too", async () => {
    const silent = redirecting({ [API]: V2 }, 302, {});
    expect((await blockOf(silent)).code).toBe("missing-allow-origin");
    const away = await blockOf(redirecting({ [`${ORIGIN}/a`]: API }, 302, {}), {}, "/a");
    expect(away.code).toBe("missing-allow-origin");
    expect(away.message).toBe(
      `Access to fetch at '${API}' (redirected from '${ORIGIN}/a') from origin '${ORIGIN}' has been blocked by CORS policy: No 'Access-Control-Allow-Origin' header is present on the requested resource.`,
    );
  });

  test("after a tainted one has to allow null", async () => {
    const error = await blockOf(redirecting({ [API]: OTHER }, 302, OWN), { credentials: "include" });
    expect(error.code).toBe("origin-mismatch");
    expect(error.fix).toContain("Origin: null");
    const nulled = browse((request) =>
      request.url === API
        ? redirecting({ [API]: OTHER }, 302, OWN)(request)
        : answering({ "Access-Control-Allow-Origin": "null", "Access-Control-Allow-Credentials": "true" })(),
    );
    expect((await nulled.fetch(API, { credentials: "include" })).status).toBe(200);
  });

  test("gets a preflight of its own", async () => {
    const page = browse((request) =>
      request.method === "OPTIONS"
        ? new Response(null, { headers: { ...OPEN, "Access-Control-Allow-Methods": "PUT" } })
        : redirecting({ [API]: OTHER }, 307)(request),
    );
    await page.fetch(API, { method: "PUT", body: "x" });
    expect(inShort(page.log)).toEqual([
      `OPTIONS ${API} allowed`,
      `PUT ${API} redirected`,
      `OPTIONS ${OTHER} allowed`,
      `PUT ${OTHER} shared`,
    ]);
    expect(origins(page.log)).toEqual([ORIGIN, ORIGIN, "null", "null"]);
  });

  test("gets one at home too, if it comes from elsewhere", async () => {
    const page = browse((request) =>
      request.method === "OPTIONS"
        ? new Response(null, { headers: { ...OPEN, "Access-Control-Allow-Methods": "PUT" } })
        : redirecting({ [API]: `${ORIGIN}/` }, 308)(request),
    );
    await page.fetch(API, { method: "PUT" });
    expect(page.log.map(({ request }) => request.method)).toEqual(["OPTIONS", "PUT", "OPTIONS", "PUT"]);
  });

  test("of a same-origin request gets one once it leaves", async () => {
    const page = browse(redirecting({ [`${ORIGIN}/a`]: API }, 307));
    await expect(page.fetch("/a", { method: "PUT" })).rejects.toMatchObject({ code: "method-not-allowed" });
    expect(inShort(page.log)).toEqual([`PUT ${ORIGIN}/a redirected`, `OPTIONS ${API} blocked`]);
  });
});

describe("Authorization", () => {
  const hops = async (chain: Record<string, string>, input: string): Promise<boolean[]> => {
    const page = browse((request) =>
      request.method === "OPTIONS"
        ? new Response(null, { headers: { ...OPEN, "Access-Control-Allow-Headers": "authorization" } })
        : redirecting(chain)(request),
    );
    await page.fetch(input, { headers: { Authorization: "secret" } });
    return page.log.filter(({ kind }) => kind === "actual").map(({ request }) => request.headers.has("Authorization"));
  };

  test("is dropped with the first hop to another origin, for good", async () => {
    expect(await hops({ [API]: OTHER, [OTHER]: OTHER2 }, API)).toEqual([true, false, false]);
    expect(await hops({ [`${ORIGIN}/a`]: API }, "/a")).toEqual([true, false]);
    expect(await hops({ [API]: "http://api.example.com/users" }, API)).toEqual([true, false]);
  });

  test("stays within one origin", async () => {
    expect(await hops({ [API]: V2 }, API)).toEqual([true, true]);
  });
});

describe("The method", () => {
  const after = async (method: string, status: number) => {
    const bodies: string[] = [];
    const page = browse(async (request) => {
      bodies.push(await request.clone().text());
      return redirecting({ [`${ORIGIN}/a`]: "/b" }, status, {})(request);
    });
    const headers = {
      "Content-Type": "text/plain",
      "Content-Language": "en",
      "Content-Location": "/",
      "Content-Encoding": "x",
    };
    const hasBody = method !== "GET" && method !== "HEAD";
    await page.fetch("/a", { method, headers, ...(hasBody && { body: "body" }) });
    const names = [...(page.log[1]?.request.headers.keys() ?? [])].filter((name) => name.startsWith("content-"));
    return [page.log[1]?.request.method, bodies[1], names.length];
  };

  test.each([
    ["POST", 301, ["GET", "", 0]],
    ["POST", 302, ["GET", "", 0]],
    ["POST", 303, ["GET", "", 0]],
    ["POST", 307, ["POST", "body", 4]],
    ["POST", 308, ["POST", "body", 4]],
    ["PUT", 301, ["PUT", "body", 4]],
    ["PUT", 302, ["PUT", "body", 4]],
    ["PUT", 303, ["GET", "", 0]],
    ["DELETE", 303, ["GET", "", 0]],
    ["GET", 303, ["GET", "", 4]],
    ["HEAD", 303, ["HEAD", "", 4]],
    ["HEAD", 301, ["HEAD", "", 4]],
  ])("%s becomes what it should after %i", async (method, status, expected) => {
    expect(await after(method, status)).toEqual(expected);
  });
});

describe("A redirect", () => {
  test.each([300, 304, 305, 306, 309])("is not status %i", async (status) => {
    const response = await browse(redirecting({ [API]: V2 }, status)).fetch(API);
    expect(response.status).toBe(status);
    expect(response.redirected).toBe(false);
  });

  test("without Location is a response", async () => {
    expect((await browse(answering(OPEN, 302)).fetch(API)).status).toBe(302);
  });

  test("may be followed twenty times", async () => {
    const chain = (length: number): Record<string, string> =>
      Object.fromEntries(Array.from({ length }, (_, hop) => [`${ORIGIN}/${hop}`, `/${hop + 1}`]));
    expect((await browse(redirecting(chain(20))).fetch("/0")).url).toBe(`${ORIGIN}/20`);
    const error = await blockOf(redirecting(chain(21)), {}, "/0");
    expect(error.code).toBe("too-many-redirects");
    expect(error.message).toBe(`GET ${ORIGIN}/20 net::ERR_TOO_MANY_REDIRECTS`);
  });

  test.each([
    ["cors", "https://user:password@other.example/"],
    ["cors", "https://user@api.example.com/"],
    ["cors", "https://:password@api.example.com/"],
    ["cors", "https://user:password@app.example.com/"],
  ])("in mode %s may not lead to %s", async (mode, location) => {
    const error = await blockOf(redirecting({ [API]: location }), { mode: mode as "cors" });
    expect(error.code).toBe("redirect-with-credentials");
    expect(error.message).toContain("Redirect location '' contains a username and password");
  });

  test("of the page's own server may not lead to credentials elsewhere, but at home", async () => {
    const away = redirecting({ [`${ORIGIN}/a`]: "https://user:password@other.example/" });
    expect((await blockOf(away, {}, "/a")).code).toBe("redirect-with-credentials");
    expect((await browse(away).fetch("/a", { mode: "no-cors" })).type).toBe("opaque");
    const home = redirecting({ [`${ORIGIN}/a`]: "https://user:password@app.example.com/" });
    const page = browse(home);
    expect((await page.fetch("/a")).status).toBe(200);
    expect(page.log[1]?.request.url).toBe(`${ORIGIN}/`);
  });

  test.each([
    ["ftp://other.example/", "unsafe-redirect"],
    ["data:,x", "unsafe-redirect"],
    ["javascript:alert(1)", "unsafe-redirect"],
    ["https://", "invalid-redirect"],
    ["http://a b/", "invalid-redirect"],
  ])("to %s is %s", async (location, code) => {
    expect((await blockOf(redirecting({ [API]: location }))).code).toBe(code);
  });

  test("keeps the fragment, unless it has its own, and tells no server", async () => {
    const to = (location: string) => (request: Request) => {
      expect(request.url).not.toContain("#");
      return request.url === API ? redirecting({ [API]: location })(request) : answering()();
    };
    expect((await blockOf(to(V2), {}, `${API}#top`)).message).toContain(
      `at '${V2}#top' (redirected from '${API}#top')`,
    );
    expect((await blockOf(to(`${V2}#own`), {}, `${API}#top`)).message).toContain(`at '${V2}#own' (`);
    expect((await browse(redirecting({ [API]: V2 })).fetch(`${API}#top`)).url).toBe(V2);
  });

  test("sends bytes again, and no stream", async () => {
    const body = () => new Blob(["x"]).stream();
    const allowing = (status: number) => (request: Request) =>
      request.method === "OPTIONS" ? answering(OPEN)() : redirecting({ [API]: V2 }, status)(request);
    const error = await blockOf(allowing(307), { method: "POST", body: body(), duplex: "half" });
    expect(error.code).toBe("redirect-of-stream");
    const response = await browse(allowing(303)).fetch(API, { method: "POST", body: body(), duplex: "half" });
    expect(response.url).toBe(V2);
  });
});

describe("Redirect mode", () => {
  test("error blocks, after the CORS check", async () => {
    expect((await blockOf(redirecting({ [API]: V2 }), { redirect: "error" })).code).toBe("redirect-mode-error");
    expect((await blockOf(redirecting({ [API]: V2 }, 302, {}), { redirect: "error" })).code).toBe(
      "missing-allow-origin",
    );
    expect((await browse(answering(OPEN)).fetch(API, { redirect: "error" })).status).toBe(200);
  });

  test("manual gives a response that shows nothing, after the CORS check", async () => {
    const page = browse(redirecting({ [API]: V2 }));
    const response = await page.fetch(API, { redirect: "manual" });
    const { type, status, statusText, ok, url, redirected, body } = response;
    expect({ type, status, statusText, ok, url, redirected, body }).toEqual({
      type: "opaqueredirect",
      status: 0,
      statusText: "",
      ok: false,
      url: API,
      redirected: false,
      body: null,
    });
    expect([...response.headers]).toEqual([]);
    expect(inShort(page.log)).toEqual([`GET ${API} opaque`]);
    expect((await blockOf(redirecting({ [API]: V2 }, 302, {}), { redirect: "manual" })).code).toBe(
      "missing-allow-origin",
    );
    expect((await browse(answering(OPEN)).fetch(API, { redirect: "manual" })).type).toBe("cors");
  });

  test.each([301, 302, 303, 307, 308])("counts for the status %i without a location too", async (status) => {
    const nowhere = answering(OPEN, status);
    expect((await blockOf(nowhere, { redirect: "error" })).code).toBe("redirect-mode-error");
    expect(await browse(nowhere).fetch(API, { redirect: "manual" })).toMatchObject({
      type: "opaqueredirect",
      status: 0,
    });
    expect(await browse(nowhere).fetch(API, { redirect: "follow" })).toMatchObject({ type: "cors", status });
  });

  test.each([300, 304, 305])("does not count for the status %i, which is no redirect status", async (status) => {
    const network = () => new Response(null, { status, headers: { ...OPEN, Location: V2 } });
    for (const redirect of ["error", "manual", "follow"] as const) {
      expect(await browse(network).fetch(API, { redirect })).toMatchObject({ type: "cors", status });
    }
  });
});

test.each(["follow", "manual", "error"] as const)(
  "Firefox reports a preflight that is redirected to an invalid URL by its own URL, under redirect: %s",
  async (redirect) => {
    const network = () => new Response(null, { status: 302, headers: { ...OPEN, Location: "http://[" } });
    const { message } = await blockOf(network, { method: "PUT", redirect }, undefined, { engine: "firefox" });
    expect(message).toMatch(/^Cross-Origin Request Blocked: .* at https:\/\/api\.example\.com\/users\. /);
  },
);

test.each(["chromium", "firefox"] as const)(
  "%s names both of two equal Location lines that it does not follow",
  async (engine) => {
    const location = ["Location", "ftp://a"] as const;
    const network = () => ({
      status: 302,
      headers: [["Access-Control-Allow-Origin", "*"], location, location] as const,
    });
    const { message } = await blockOf(network, {}, undefined, { engine });
    expect(message).toContain("ftp://a");
  },
);
