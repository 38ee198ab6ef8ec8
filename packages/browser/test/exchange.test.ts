import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, test, vi } from "vitest";
import type { Exchange } from "../src/index.ts";
import { API, answering, blockOf, browse, inShort, OPEN, ORIGIN, OWN, server } from "./page.ts";

afterEach(() => {
  vi.unstubAllGlobals();
});

describe("Where there is no response", () => {
  test.each<[string, () => Response, string]>([
    [
      "the network throws",
      () => {
        throw new Error("down");
      },
      "down",
    ],
    ["it is a network error", () => Response.error(), "the network returned status 0"],
    ["it is none", () => undefined as unknown as Response, "the network returned a value that is not a Response"],
    ["it switches protocols", () => ({ status: 101 }) as Response, "the network returned status 101"],
  ])("as %s, the page gets a network error", async (_, network, reason) => {
    const error = await blockOf(network);
    expect(error.code).toBe("network-error");
    expect(error.message).toBe(`GET ${API} net::ERR_FAILED`);
    expect((error.cause as Error).message).toBe(reason);
  });

  test("as the promise is rejected, the page gets a network error", async () => {
    const network = () => Promise.reject(new Error("down"));
    expect((await blockOf(network, { method: "PUT" })).message).toBe(`OPTIONS ${API} net::ERR_FAILED`);
  });

  test("as one was read before, the page gets a network error", async () => {
    const once = new Response("x", { headers: OPEN });
    const page = browse(() => once);
    await (await page.fetch(API)).text();
    await expect(page.fetch(API)).rejects.toMatchObject({
      code: "network-error",
      cause: { message: "the network returned a Response that was read before" },
    });
    const locked = new Response("x", { headers: OPEN });
    locked.body?.getReader();
    expect((await blockOf(() => locked)).code).toBe("network-error");
  });
});

describe("The log", () => {
  test("has what was sent, what came back, and the verdict", async () => {
    const page = browse(server({ ...OWN, "Access-Control-Allow-Methods": "PUT" }, { ...OWN, "X-Secret": "1" }));
    const url = "https://api.example.com/users?q#top";
    await page.fetch(url, { method: "PUT", body: "x", credentials: "include" });
    const [preflight, actual] = page.log;
    expect(preflight).toMatchObject({
      kind: "preflight",
      request: { method: "OPTIONS", mode: "cors", credentials: "include", includesCredentials: false },
      response: { status: 204, statusText: "" },
      verdict: "allowed",
      error: undefined,
    });
    expect(actual).toMatchObject({
      kind: "actual",
      request: { method: "PUT", url: "https://api.example.com/users?q", includesCredentials: true },
      response: { status: 200 },
      verdict: "shared",
    });
    expect(actual?.response?.headers.get("X-Secret")).toBe("1");
    expect(Object.fromEntries(actual?.request.headers ?? [])).toEqual({
      accept: "*/*",
      "content-type": "text/plain;charset=UTF-8",
      origin: ORIGIN,
    });
  });

  test("knows what is on its way, and shows it to the network", async () => {
    let seen: Exchange | undefined;
    const page = browse(() => {
      seen = { ...(page.log.at(-1) as Exchange) };
      return new Response();
    });
    await page.fetch("/");
    expect(seen).toMatchObject({ verdict: "pending", response: undefined });
  });

  test("has the error of what was blocked", async () => {
    const page = browse(answering());
    const error = await page.fetch(API).catch((reason: unknown) => reason);
    expect(page.log[0]?.error).toBe(error);
    expect(page.log[0]?.response?.status).toBe(200);
    const broken = browse(() => Response.error());
    await broken.fetch(API).catch(() => {});
    expect(broken.log[0]).toMatchObject({ verdict: "blocked", response: undefined, error: { code: "network-error" } });
  });

  test.each([
    ["omit", "/", false],
    ["same-origin", "/", true],
    ["include", "/", true],
    ["omit", API, false],
    ["same-origin", API, false],
    ["include", API, true],
  ] as const)("says whether cookies would go in mode %s to %s: %s", async (credentials, url, includesCredentials) => {
    const page = browse(answering(OWN));
    await page.fetch(url, { credentials });
    expect(page.log[0]?.request.includesCredentials).toBe(includesCredentials);
  });
});

describe("The network", () => {
  test("gets the body, and follows no redirect itself", async () => {
    let given: Request | undefined;
    const page = browse((request) => {
      given = request;
      return new Response();
    });
    await page.fetch("/", { method: "POST", body: "text" });
    expect(given?.redirect).toBe("manual");
    expect(await given?.text()).toBe("text");
  });

  test("can be a server on a port", async () => {
    const seen: string[] = [];
    const listening = createServer((request, response) => {
      seen.push(`${request.method} ${request.headers.origin} ${request.headers["access-control-request-method"]}`);
      const status = request.url === "/a" ? 307 : 200;
      for (const [name, value] of Object.entries({ ...OPEN, "Access-Control-Allow-Methods": "PUT" })) {
        response.setHeader(name, value);
      }
      response.writeHead(request.method === "OPTIONS" ? 204 : status, { Location: "/b" }).end();
    });
    await new Promise<void>((resolve) => listening.listen(0, "127.0.0.1", resolve));
    try {
      const base = `http://127.0.0.1:${(listening.address() as AddressInfo).port}`;
      const page = browse((request) => fetch(request));
      expect((await page.fetch(`${base}/a`, { method: "PUT", body: "x" })).url).toBe(`${base}/b`);
      const preflight = `OPTIONS ${ORIGIN} PUT`;
      expect(seen).toEqual([preflight, `PUT ${ORIGIN} undefined`, preflight, `PUT ${ORIGIN} undefined`]);
    } finally {
      listening.closeAllConnections();
      listening.close();
    }
  });

  test("gets a stream as a stream", async () => {
    const page = browse(async (request) => new Response(await request.text()));
    const response = await page.fetch("/", { method: "POST", body: new Blob(["streamed"]).stream(), duplex: "half" });
    expect(await response.text()).toBe("streamed");
  });

  test("gets every header, even where the runtime guards them", async () => {
    class GuardedRequest extends Request {
      constructor(input: string, init: RequestInit) {
        const headers = new Headers(init.headers);
        for (const name of ["Origin", "Access-Control-Request-Method"]) headers.delete(name);
        super(input, { ...init, headers });
      }
    }
    vi.stubGlobal("Request", GuardedRequest);
    const seen: (string | null)[] = [];
    const page = browse((request) => {
      seen.push(request.headers.get("Origin"));
      return server({ ...OPEN, "Access-Control-Allow-Methods": "PUT" })(request);
    });
    await page.fetch(API, { method: "PUT" });
    expect(seen).toEqual([ORIGIN, ORIGIN]);
    expect(inShort(page.log)).toEqual([`OPTIONS ${API} allowed`, `PUT ${API} shared`]);
  });

  test("is not told of credentials where the runtime has none", async () => {
    class BareRequest {
      readonly url: string;
      readonly method: string;
      readonly headers: Headers;
      constructor(input: string, init: RequestInit) {
        if ("credentials" in init) throw new TypeError("credentials is not implemented");
        this.url = input;
        this.method = init.method ?? "GET";
        this.headers = new Headers(init.headers);
      }
    }
    vi.stubGlobal("Request", BareRequest);
    expect((await browse(answering(OWN)).fetch(API, { credentials: "include" })).status).toBe(200);
  });
});

describe("The page's signal", () => {
  test("ends a fetch before it begins", async () => {
    const page = browse(answering(OPEN));
    const reason = new Error("enough");
    await expect(page.fetch(API, { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
    expect(page.log).toEqual([]);
  });

  test("ends one that is on its way, though the network does not listen", async () => {
    const controller = new AbortController();
    const page = browse(() => new Promise(() => {}));
    const response = page.fetch(API, { signal: controller.signal });
    setTimeout(() => controller.abort(), 1);
    await expect(response).rejects.toMatchObject({ name: "AbortError" });
    expect(page.log[0]).toMatchObject({ verdict: "aborted", error: undefined });
  });

  test("reaches the network, whose error counts no more then", async () => {
    const controller = new AbortController();
    const reason = new Error("enough");
    const seen: unknown[] = [];
    const page = browse((request) => {
      controller.abort(reason);
      seen.push(request.signal.reason);
      throw request.signal.reason;
    });
    await expect(page.fetch(API, { signal: controller.signal })).rejects.toBe(reason);
    expect(seen).toEqual([reason]);
  });

  test("does nothing where it is not used", async () => {
    const { signal } = new AbortController();
    expect((await browse(answering(OPEN)).fetch(API, { signal })).status).toBe(200);
  });

  test("between a preflight and the actual request ends it there", async () => {
    const controller = new AbortController();
    const page = browse((request) => {
      queueMicrotask(() => setTimeout(() => controller.abort()));
      return new Promise((resolve) => setTimeout(() => resolve(server({})(request)), 20));
    });
    await expect(page.fetch(API, { method: "PUT", signal: controller.signal })).rejects.toMatchObject({
      name: "AbortError",
    });
    expect(inShort(page.log)).toEqual([`OPTIONS ${API} aborted`]);
  });
});

test("What nobody reads is let go of", async () => {
  let cancelled = 0;
  const stream = () =>
    new ReadableStream({
      cancel: () => {
        cancelled += 1;
      },
    });
  const preflighted = browse((request) =>
    request.method === "OPTIONS"
      ? new Response(stream(), { headers: { ...OPEN, "Access-Control-Allow-Methods": "PUT" } })
      : new Response("x", { headers: OPEN }),
  );
  await preflighted.fetch(API, { method: "PUT" });
  expect(cancelled).toBe(1);
  await browse((request) => {
    if (request.url !== API) return new Response("x", { headers: OPEN });
    return new Response(stream(), { status: 302, headers: { ...OPEN, Location: "/x" } });
  }).fetch(API);
  expect(cancelled).toBe(2);
  await blockOf(() => new Response(stream()));
  expect(cancelled).toBe(3);
  await browse(() => new Response(stream())).fetch(API, { mode: "no-cors" });
  expect(cancelled).toBe(4);
  await browse(() => new Response(stream())).fetch("/", { method: "HEAD" });
  expect(cancelled).toBe(5);
  const stubborn = new ReadableStream({ cancel: () => Promise.reject(new Error("no")) });
  await browse(() => new Response(stubborn)).fetch(API, { mode: "no-cors" });
});
