// Inputs that a browser treats in its own way: each is a kind, and several cases of it.
import { describe, expect, test } from "vitest";
import { type BrowserRequestInit, createBrowser } from "../src/index.ts";
import { API, answering, blockOf, browse, inShort, OPEN, ORIGIN, OWN } from "./page.ts";

const sent = async (init: BrowserRequestInit, options: object = {}): Promise<Headers> => {
  const page = browse(answering(OPEN), options);
  await page.fetch(API, init);
  return page.log[0]?.request.headers ?? new Headers();
};

describe("Mode no-cors", () => {
  const POST = { mode: "no-cors", method: "POST" } as const;

  test.each(["application/json", "image/png", "text/plain-x"])("drops the type %s of a Blob", async (type) => {
    const body = new Blob(["{}"], { type });
    for (const engine of ["standard", "chromium", "firefox"] as const) {
      expect((await sent({ ...POST, body }, { engine })).has("Content-Type")).toBe(false);
    }
    expect((await sent({ ...POST, body }, { engine: "webkit" })).get("Content-Type")).toBe(type);
  });

  test("keeps a safelisted type of a Blob", async () => {
    const body = new Blob(["x"], { type: "text/plain" });
    expect((await sent({ ...POST, body })).get("Content-Type")).toBe("text/plain");
  });

  test.each<[HeadersInit, string]>([
    [
      [
        ["Accept", "a"],
        ["Accept", "(b)"],
      ],
      "a",
    ],
    [
      [
        ["Accept", "a"],
        ["accept", "b"],
        ["ACCEPT", "c".repeat(200)],
      ],
      "a, b",
    ],
    [
      [
        ["Accept", "(b)"],
        ["Accept", "a"],
      ],
      "a",
    ],
    [{ Accept: "a" }, "a"],
    [new Headers({ Accept: " a " }), "a"],
  ])("keeps what comes before an unsafe value: %j", async (headers, value) => {
    expect((await sent({ mode: "no-cors", headers })).get("Accept")).toBe(value);
  });

  test("keeps the first of two languages that are too long together", async () => {
    const headers: [string, string][] = [
      ["Accept-Language", "a".repeat(100)],
      ["Accept-Language", "b".repeat(100)],
    ];
    expect((await sent({ mode: "no-cors", headers })).get("Accept-Language")).toBe("a".repeat(100));
  });
});

test("With CORS, a header that is appended twice is combined", async () => {
  const headers: [string, string][] = [
    ["Accept-Language", "de"],
    ["Accept-Language", "en"],
    ["Cookie", "a=1"],
  ];
  expect([...(await sent({ headers }))]).toEqual([
    ["accept", "*/*"],
    ["accept-language", "de, en"],
    ["origin", ORIGIN],
  ]);
});

describe("A data: URL", () => {
  test.each(["cors", "no-cors", "same-origin"] as const)("is read in mode %s", async (mode) => {
    const page = browse(answering());
    const response = await page.fetch("data:text/plain;charset=utf-8,hello%20world", { mode });
    expect([response.type, response.status, await response.text()]).toEqual(["basic", 200, "hello world"]);
    expect(response.headers.get("Content-Type")).toContain("text/plain");
    expect(page.log).toEqual([]);
  });

  test("is read by a sandboxed frame, and with any method", async () => {
    const page = browse(answering(), { origin: "null" });
    expect(await (await page.fetch("data:,x", { method: "POST", body: "y" })).text()).toBe("x");
    expect((await page.fetch("data:;base64,eA==", { method: "HEAD" })).body).toBe(null);
  });

  test("that is malformed is a network error", async () => {
    expect((await blockOf(answering(), {}, "data:text/plain")).code).toBe("network-error");
  });
});

describe("A blob: URL", () => {
  test.each(["cors", "no-cors", "same-origin"] as const)("of the page is read in mode %s", async (mode) => {
    const url = URL.createObjectURL(new Blob(["hello"], { type: "text/plain" }));
    const response = await browse(answering()).fetch(url, { mode });
    expect([response.type, response.status, await response.text()]).toEqual(["basic", 200, "hello"]);
    expect(response.headers.get("Content-Length")).toBe("5");
    for (const [range, text] of [
      ["1-2", "el"],
      ["3-", "lo"],
      ["3-99", "lo"],
      ["-2", "lo"],
      ["-99", "hello"],
    ]) {
      const part = await browse(answering()).fetch(url, { mode, headers: { Range: `bytes=${range}` } });
      // Without CORS, a page cannot set the header.
      const isSet = mode !== "no-cors";
      expect([part.status, await part.text()]).toEqual(isSet ? [206, text] : [200, "hello"]);
    }
    for (const range of mode === "no-cors" ? [] : ["bytes=9-", "bytes=-", "lines=1-2"]) {
      expect((await blockOf(answering(), { mode, headers: { Range: range } }, url)).code).toBe("network-error");
    }
    URL.revokeObjectURL(url);
    expect((await blockOf(answering(), { mode }, url)).code).toBe("network-error");
  });

  test("is read with GET only", async () => {
    const url = URL.createObjectURL(new Blob(["hello"]));
    expect((await blockOf(answering(), { method: "HEAD" }, url)).code).toBe("network-error");
    URL.revokeObjectURL(url);
  });

  test("of another origin is blocked", async () => {
    const url = "blob:https://other.example/0a7b1f5e-0000-4000-8000-000000000000";
    expect((await blockOf(answering(), {}, url)).code).toBe("unsupported-scheme");
    expect((await blockOf(answering(), { mode: "same-origin" }, url)).code).toBe("same-origin-mode");
    const own = `blob:${ORIGIN}/0a7b1f5e-0000-4000-8000-000000000000`;
    expect((await blockOf(answering(), {}, own)).code).toBe("network-error");
  });
});

describe("A bad port", () => {
  test.each([1, 22, 25, 111, 6000, 6667, 10080])("%i is blocked before anything is sent", async (port) => {
    const page = browse(answering(OPEN));
    for (const scheme of ["http", "https"]) {
      await expect(page.fetch(`${scheme}://api.example.com:${port}/`)).rejects.toMatchObject({ code: "bad-port" });
    }
    expect(page.log).toEqual([]);
  });

  test("is blocked at home, in every mode, and after a redirect", async () => {
    const page = createBrowser({ origin: "http://localhost:6000", network: answering() });
    await expect(page.fetch("/")).rejects.toMatchObject({ code: "bad-port" });
    expect((await blockOf(answering(), { mode: "no-cors" }, "http://a.example:25/")).code).toBe("bad-port");
    const redirect = () =>
      new Response(null, { status: 302, headers: { ...OPEN, Location: "http://a.example:6667/" } });
    const error = await blockOf(redirect);
    expect([error.code, error.message]).toEqual(["bad-port", "GET http://a.example:6667/ net::ERR_UNSAFE_PORT"]);
    expect(error.fix).toContain("on a different port, because browsers block port 6667");
  });

  test.each([80, 443, 3000, 8080, 5061 + 1])("%i is not one", async (port) => {
    expect((await browse(answering(OPEN)).fetch(`http://a.example:${port}/`)).status).toBe(200);
  });
});

describe("The cache mode", () => {
  test("only-if-cached is refused outside of mode same-origin", async () => {
    for (const mode of ["cors", "no-cors"] as const) {
      const page = browse(answering(OPEN));
      await expect(page.fetch(API, { cache: "only-if-cached", mode })).rejects.toThrow(
        "'only-if-cached' can be set only with 'same-origin' mode",
      );
      expect(page.log).toEqual([]);
    }
  });

  test("only-if-cached finds nothing in mode same-origin", async () => {
    const error = await blockOf(answering(), { cache: "only-if-cached", mode: "same-origin" }, "/");
    expect([error.code, error.message]).toEqual(["not-cached", `GET ${ORIGIN}/ net::ERR_CACHE_MISS`]);
    expect(error.fix).toContain("only-if-cached");
  });
});

describe("The referrer", () => {
  test.each(["https://", "http://[", "//:"])("%s is refused", async (referrer) => {
    const page = browse(answering(OPEN));
    await expect(page.fetch(API, { referrer })).rejects.toThrow(`Referrer '${referrer}' is not a valid URL.`);
    expect(page.log).toEqual([]);
    expect(page.fetch).toBeDefined();
  });

  const url = `${ORIGIN}/shop?q#top`;
  test.each<[BrowserRequestInit, string, string | null]>([
    [{}, API, `${ORIGIN}/`],
    [{}, "/x", `${ORIGIN}/shop?q`],
    [{}, "http://api.example.com/", null],
    [{ referrer: "" }, API, null],
    [{ referrer: "about:client" }, "/x", `${ORIGIN}/shop?q`],
    [{ referrer: "/other" }, "/x", `${ORIGIN}/other`],
    [{ referrer: "https://evil.example/" }, "/x", `${ORIGIN}/shop?q`],
    [{ referrerPolicy: "no-referrer" }, "/x", null],
    [{ referrerPolicy: "origin" }, "http://api.example.com/", `${ORIGIN}/`],
    [{ referrerPolicy: "unsafe-url" }, "http://api.example.com/", `${ORIGIN}/shop?q`],
    [{ referrerPolicy: "same-origin" }, API, null],
    [{ referrerPolicy: "same-origin" }, "/x", `${ORIGIN}/shop?q`],
    [{ referrerPolicy: "strict-origin" }, API, `${ORIGIN}/`],
    [{ referrerPolicy: "strict-origin" }, "http://api.example.com/", null],
    [{ referrerPolicy: "origin-when-cross-origin" }, "http://api.example.com/", `${ORIGIN}/`],
    [{ referrerPolicy: "origin-when-cross-origin" }, "/x", `${ORIGIN}/shop?q`],
    [{ referrerPolicy: "no-referrer-when-downgrade" }, API, `${ORIGIN}/shop?q`],
    [{ referrerPolicy: "no-referrer-when-downgrade" }, "http://api.example.com/", null],
  ])("%j to %s is sent as %s", async (init, target, referer) => {
    const page = createBrowser({ url, network: answering(OPEN) });
    await page.fetch(target, init);
    expect(page.log[0]?.request.headers.get("Referer")).toBe(referer);
  });

  test("is sent with a preflight too, and to a loopback address", async () => {
    const page = createBrowser({ url, network: answering({ ...OPEN, "Access-Control-Allow-Methods": "PUT" }) });
    await page.fetch("http://localhost:3000/", { method: "PUT" });
    expect(page.log.map(({ request }) => request.headers.get("Referer"))).toEqual([`${ORIGIN}/`, `${ORIGIN}/`]);
  });

  test("is nothing for a sandboxed frame that has no URL", async () => {
    const page = browse(answering(OPEN), { origin: "null" });
    await expect(page.fetch(API, { referrer: "/x" })).rejects.toThrow("Referrer '/x' is not a valid URL.");
  });
});

describe("keepalive", () => {
  const KIB = 1024;
  const post = (size: number): BrowserRequestInit => ({ method: "POST", keepalive: true, body: new Uint8Array(size) });

  test("permits 64 KiB, and no byte more", async () => {
    const page = browse(answering(OPEN));
    expect((await page.fetch(API, post(64 * KIB))).status).toBe(200);
    await expect(page.fetch(API, post(64 * KIB + 1))).rejects.toMatchObject({ code: "keepalive-too-large" });
    expect(page.log.length).toBe(1);
    expect((await page.fetch(API, { ...post(65 * KIB), keepalive: false })).status).toBe(200);
  });

  test("counts all requests that are on their way", async () => {
    const page = browse(async () => {
      await new Promise((resolve) => setTimeout(resolve, 20));
      return answering(OPEN)();
    });
    const first = page.fetch(API, post(40 * KIB));
    await new Promise((resolve) => setTimeout(resolve, 5));
    await expect(page.fetch(API, post(40 * KIB))).rejects.toMatchObject({ code: "keepalive-too-large" });
    await first;
    expect((await page.fetch(API, post(40 * KIB))).status).toBe(200);
  });

  test("does not permit a stream", async () => {
    const body = new Blob(["x"]).stream();
    const page = browse(answering(OPEN));
    await expect(page.fetch(API, { method: "POST", keepalive: true, body, duplex: "half" })).rejects.toThrow(
      "Keepalive request cannot have a ReadableStream body.",
    );
  });
});

describe("A streamed body", () => {
  const streaming = (source: UnderlyingDefaultSource = {}): BrowserRequestInit & { body: ReadableStream } => ({
    method: "POST",
    duplex: "half",
    body: new ReadableStream({ pull: (controller) => controller.enqueue(new Uint8Array(10)), ...source }),
  });
  const unauthorized =
    (headers: HeadersInit = {}) =>
    () =>
      new Response("", { status: 401, headers });

  test("that is answered 401 at home is an error, because it cannot be sent again", async () => {
    const error = await blockOf(unauthorized(), streaming(), "/");
    expect([error.code, error.message]).toEqual(["stream-unauthorized", `POST ${ORIGIN}/ net::ERR_FAILED`]);
    expect(error.fix).toContain("cannot send a stream again");
    expect((await browse(unauthorized()).fetch("/", { ...streaming(), credentials: "omit" })).status).toBe(401);
    expect((await browse(unauthorized()).fetch("/", { method: "POST", body: "x" })).status).toBe(401);
  });

  test("that another origin answers 401 is shared", async () => {
    const page = browse((request) => (request.method === "OPTIONS" ? answering(OWN)() : unauthorized(OWN)()));
    expect((await page.fetch(API, { ...streaming(), credentials: "include" })).status).toBe(401);
  });

  test("is cancelled when the page aborts", async () => {
    const reasons: unknown[] = [];
    const controller = new AbortController();
    const page = browse(async (request) => {
      await request.body?.getReader().read();
      controller.abort(new Error("enough"));
      return new Promise<Response>(() => {});
    });
    const init = streaming({ cancel: (reason) => void reasons.push(reason) });
    await expect(page.fetch("/", { ...init, signal: controller.signal })).rejects.toThrow("enough");
    expect(reasons).toEqual([new Error("enough")]);
  });

  test("is cancelled when the server cancels it, and when the fetch fails", async () => {
    const reasons: unknown[] = [];
    const init = () => streaming({ cancel: (reason) => void reasons.push(reason) });
    await browse(async (request) => {
      await request.body?.cancel("no more");
      return new Response();
    }).fetch("/", init());
    expect(reasons).toEqual(["no more"]);
    const blockedError = await blockOf(answering(OPEN, 403), init());
    expect(reasons[1]).toBe(blockedError);
    const stubborn = streaming({ cancel: () => Promise.reject(new Error("no")) });
    await blockOf(answering(OPEN, 403), stubborn);
  });

  test("arrives whole, and an empty one too", async () => {
    const echo = browse(async (request) => new Response(await request.text()));
    for (const text of ["hello", ""]) {
      const response = await echo.fetch("/", { method: "POST", duplex: "half", body: new Blob([text]).stream() });
      expect(await response.text()).toBe(text);
    }
  });

  test("that is locked is refused", async () => {
    const init = streaming();
    init.body.getReader();
    await expect(browse(answering()).fetch("/", init)).rejects.toThrow(TypeError);
  });
});

describe("The error", () => {
  test("is a TypeError for instanceof and for rejects.toThrow", async () => {
    const page = browse(answering());
    await expect(page.fetch(API)).rejects.toThrow(TypeError);
    await expect(page.fetch(API)).rejects.toBeInstanceOf(TypeError);
    const error = await blockOf(answering());
    expect(error.name).toBe("TypeError");
    expect(String(error)).toContain("TypeError: Access to fetch");
    expect(Object.prototype.toString.call(error)).toBe("[object Error]");
  });

  test("has a constructor of its own, unlike in a browser", async () => {
    const error = await blockOf(answering());
    expect(error.constructor).not.toBe(TypeError);
    expect(Object.getPrototypeOf(error.constructor)).toBe(TypeError);
  });

  test("is a plain TypeError if the arguments are refused", async () => {
    const error: unknown = await browse(answering())
      .fetch(API, { method: "TRACE" })
      .catch((reason) => reason);
    expect((error as Error).constructor).toBe(TypeError);
  });
});

test("An upload listener lets any method through only in the standard, and needs a body in Chromium", async () => {
  const network = answering(OWN);
  const PUT = { method: "PUT", body: "x", keepUploadListener: true };
  expect((await browse(network).fetch(API, PUT)).status).toBe(200);
  for (const engine of ["chromium", "firefox", "webkit"] as const) {
    expect((await blockOf(network, PUT, API, { engine })).code).toBe("method-not-allowed");
    const page = browse(network, { engine });
    await page.fetch(API, { method: "POST", keepUploadListener: true });
    const post = `POST ${API} shared`;
    expect(inShort(page.log)).toEqual(engine === "chromium" ? [post] : [`OPTIONS ${API} allowed`, post]);
  }
});
