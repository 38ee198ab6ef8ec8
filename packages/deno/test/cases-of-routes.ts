// Requests to the routes of on-deno/routes.ts, however the server is started.
import { readFileSync } from "node:fs";
import { expect, test, vi } from "vitest";
import { exchange } from "./exchange.ts";
import { exchangeMessage } from "./websocket.ts";

const APP = "https://app.example.com";
const EVIL = "https://evil.example";
const VARY = ["vary", "Origin"];
const VARY_ON_OPTIONS = ["vary", "Origin, Access-Control-Request-Method, Access-Control-Request-Headers"];
const TEXT = ["content-type", "text/plain;charset=UTF-8"];
const ALLOWED = [
  ["access-control-allow-origin", APP],
  ["access-control-allow-credentials", "true"],
  ["access-control-expose-headers", "ETag, Content-Range"],
  VARY,
];
const license = readFileSync(new URL("../LICENSE", import.meta.url), "utf8");

/** Registers the cases. `url()` returns the URL of the server. */
export function casesOfRoutes(url: () => string): void {
  const send = (method: string, path: string, headers: Record<string, string> = {}) =>
    exchange(url() + path, method, { Origin: APP, ...headers });
  const untilLogged = (line: string): Promise<void> =>
    vi.waitFor(async () => expect(await (await fetch(`${url()}/log`)).json()).toContain(line), { timeout: 5000 });

  test("a preflight is answered with each header once, and no body", async () => {
    expect(await send("OPTIONS", "/request", { "Access-Control-Request-Method": "PUT" })).toEqual({
      status: 204,
      headers: [
        ["access-control-allow-credentials", "true"],
        ["access-control-allow-methods", "GET, HEAD, QUERY, PUT, PATCH, POST, DELETE"],
        ["access-control-max-age", "600"],
        VARY_ON_OPTIONS,
        ["access-control-allow-origin", APP],
        ["access-control-allow-headers", "Authorization"],
      ],
      body: "",
    });
  });

  test("a preflight from a denied origin gets a 403 without CORS headers", async () => {
    expect(await send("OPTIONS", "/request", { Origin: EVIL, "Access-Control-Request-Method": "PUT" })).toEqual({
      status: 403,
      headers: [VARY_ON_OPTIONS, ["content-length", "0"]],
      body: "",
    });
  });

  test("a preflight may request 4 kB of header names", async () => {
    const names = Array.from({ length: 256 }, (_, index) => `x-header-${1000 + index}`).join(",");
    const { status, headers } = await send("OPTIONS", "/request", {
      "Access-Control-Request-Method": "PUT",
      "Access-Control-Request-Headers": names,
    });
    const allowed = headers.filter(([name]) => name === "access-control-allow-headers");
    expect(status).toBe(204);
    expect(allowed).toHaveLength(1);
    expect(allowed[0]?.[1].split(/,\s*/)).toEqual(["Authorization", ...names.split(",")]);
  });

  test("a plain OPTIONS request reaches the handler, with the address of the client", async () => {
    const { status, headers, body } = await send("OPTIONS", "/request");
    expect(status).toBe(200);
    expect(headers.filter(([name]) => name === "vary")).toEqual([VARY_ON_OPTIONS]);
    expect(JSON.parse(body)).toEqual({
      method: "OPTIONS",
      body: "",
      remoteAddr: { transport: "tcp", hostname: "127.0.0.1", port: expect.any(Number) },
    });
  });

  test("the response to a request that is not a CORS request has no CORS header, and the same Vary", async () => {
    const { headers } = await exchange(`${url()}/cookies`, "GET");
    expect(headers.filter(([name]) => /^access-control-|^vary$/.test(name))).toEqual([VARY]);
  });

  test("the request body reaches the handler", async () => {
    const response = await fetch(`${url()}/request`, { method: "PUT", body: '{"n":1}', headers: { Origin: APP } });
    expect(await response.json()).toMatchObject({ method: "PUT", body: '{"n":1}' });
    expect(response.headers.get("access-control-allow-origin")).toBe(APP);
  });

  test.each(["PURGE", "patch", "propfind"])("the method %s reaches the handler unchanged", async (method) => {
    const { body, headers } = await send(method, "/request");
    expect(JSON.parse(body).method).toBe(method);
    expect(headers).toEqual(expect.arrayContaining(ALLOWED));
  });

  test.each([`${APP}, ${EVIL}`, `${APP}\xff`, `${APP} ${APP}`, `${APP}/`, "HTTPS://APP.EXAMPLE.COM", "null", ""])(
    "the origin %j is denied",
    async (Origin) => {
      const { status, headers } = await send("GET", "/cookies", { Origin });
      expect(status).toBe(200);
      expect(headers.filter(([name]) => /^access-control-|^vary$/.test(name))).toEqual([VARY]);
    },
  );

  test("a redirect, whose headers are immutable, gets the CORS headers", async () => {
    expect(await send("GET", "/redirect")).toEqual({
      status: 307,
      headers: [["location", "https://api.example.com/elsewhere"], ...ALLOWED, ["content-length", "0"]],
      body: "",
    });
  });

  test("a fetched response is passed on with its cookies, without its CORS headers", async () => {
    const response = await fetch(`${url()}/proxy`, { headers: { Origin: APP } });
    expect(response.status).toBe(203);
    expect(await response.text()).toBe("from upstream");
    expect(response.headers.getSetCookie()).toEqual([
      "a=1; Path=/; Expires=Wed, 21 Oct 2026 07:28:00 GMT",
      "b=2; HttpOnly",
    ]);
    const { headers } = await send("GET", "/proxy");
    expect(headers.filter(([name]) => /^access-control-|^vary$|^x-/.test(name))).toEqual([
      ["vary", "Accept-Language, Origin"],
      ["x-upstream", "yes"],
      ...ALLOWED.slice(0, 3),
    ]);
  });

  test("a fetched response is not shared with a denied origin", async () => {
    const { status, headers } = await send("GET", "/proxy", { Origin: EVIL });
    expect(status).toBe(203);
    expect(headers.filter(([name]) => /^access-control-|^vary$/.test(name))).toEqual([
      ["vary", "Accept-Language, Origin"],
    ]);
  });

  test("every cookie has its own line", async () => {
    expect((await send("GET", "/cookies")).headers).toEqual([
      TEXT,
      ["set-cookie", "a=1"],
      ["set-cookie", "b=2; Secure"],
      ["set-cookie", "a=3"],
      ...ALLOWED,
      ["content-length", "7"],
    ]);
  });

  test("the response to HEAD has the headers of that to GET, without a body", async () => {
    const head = await send("HEAD", "/cookies");
    expect(head).toEqual({ ...(await send("GET", "/cookies")), body: "" });
    expect(head.headers).toEqual(expect.arrayContaining(ALLOWED));
  });

  test("a file is streamed completely", async () => {
    const response = await fetch(`${url()}/file`, { headers: { Origin: APP } });
    expect([response.status, response.headers.get("access-control-allow-origin")]).toEqual([200, APP]);
    expect(await response.text()).toBe(license);
  });

  test("a range of a file stays a 206, and the page can read its Content-Range", async () => {
    const response = await fetch(`${url()}/file`, { headers: { Origin: APP, Range: "bytes=4-10" } });
    expect(response.status).toBe(206);
    expect(response.headers.get("content-range")).toBe(`bytes 4-10/${license.length}`);
    expect(response.headers.get("access-control-expose-headers")).toBe("ETag, Content-Range");
    expect(await response.text()).toBe("License");
  });

  test("a 304 gets the CORS headers too, because browsers check these instead of the cached headers", async () => {
    expect(await send("GET", "/etag", { "If-None-Match": '"7"' })).toEqual({
      status: 304,
      headers: [["etag", '"7"'], ...ALLOWED],
      body: "",
    });
  });

  test("the start of a stream arrives before its end is produced", async () => {
    const response = await fetch(`${url()}/stream`, { headers: { Origin: APP } });
    expect(response.headers.get("access-control-allow-origin")).toBe(APP);
    const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
    expect((await reader?.read())?.value).toBe("first ");
    expect(await (await fetch(`${url()}/end-stream`)).text()).toBe("1");
    expect((await reader?.read())?.value).toBe("last");
    expect((await reader?.read())?.done).toBe(true);
  });

  test("events arrive one by one, and are cancelled when the client disconnects", async () => {
    const leaving = new AbortController();
    const response = await fetch(`${url()}/events`, { headers: { Origin: APP }, signal: leaving.signal });
    expect(response.headers.get("content-type")).toBe("text/event-stream");
    expect(response.headers.get("access-control-allow-credentials")).toBe("true");
    const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
    let text = "";
    while (!text.includes("data: 2\n\n")) text += (await reader?.read())?.value;
    leaving.abort();
    expect(text).toMatch(/^data: 0\n\ndata: 1\n\ndata: 2\n\n/);
    await untilLogged("the events are cancelled");
  });

  test("the signal of a request aborts when the client disconnects", async () => {
    const leaving = new AbortController();
    const answered = fetch(`${url()}/slow`, { headers: { Origin: APP }, signal: leaving.signal });
    const refused = expect(answered).rejects.toThrow("aborted");
    await untilLogged("the handler waits");
    leaving.abort();
    await refused;
    await untilLogged("the request is aborted");
    expect((await send("GET", "/cookies")).status).toBe(200);
  });

  test("info.completed settles once the response is sent", async () => {
    expect((await send("GET", "/completed")).body).toBe("sent");
    await untilLogged("the response is sent");
  });

  test("a WebSocket opens for an origin that policy.allowsOrigin allows, and echoes a message", async () => {
    const { status, headers, answer } = await exchangeMessage(`${url()}/socket`, APP, "hello");
    expect(status).toBe(101);
    expect(headers.slice(0, 2)).toEqual([
      ["upgrade", "websocket"],
      ["sec-websocket-accept", "s3pPLMBiTxaQ9kYGzzhZRbK+xOo="],
    ]);
    expect(answer).toBe("echo hello");
  });

  test("a WebSocket does not open for a denied origin", async () => {
    expect(await exchangeMessage(`${url()}/socket`, EVIL, "hello")).toMatchObject({ status: 403, answer: "" });
  });

  test("a policy function can choose by the client address", async () => {
    expect((await send("GET", "/by-address")).headers).toEqual([TEXT, ...ALLOWED, ["content-length", "5"]]);
    const { headers } = await send("GET", "/by-address", { Origin: "https://elsewhere.example" });
    expect(headers).toEqual([TEXT, VARY, ["content-length", "5"]]);
  });

  test("a predicate and both hooks receive the client address", async () => {
    expect(await send("GET", "/asked")).toEqual({
      status: 500,
      headers: [TEXT, ["access-control-allow-origin", APP], VARY, ["content-length", "21"]],
      body: "Error: broken GET tcp",
    });
    await untilLogged("actual GET tcp");
  });

  test("the outer one of two policies decides, and each header is sent once", async () => {
    expect((await send("GET", "/inner")).headers).toEqual([TEXT, ...ALLOWED, ["content-length", "5"]]);
    expect((await send("GET", "/inner", { Origin: EVIL })).headers).toEqual([TEXT, VARY, ["content-length", "5"]]);
  });

  test("two hundred concurrent requests each get the response for their origin", async () => {
    const origins = Array.from({ length: 200 }, (_, index) => (index % 2 ? APP : EVIL));
    const answers = await Promise.all(
      origins.map(async (Origin) => {
        const response = await fetch(`${url()}/by-address`, { headers: { Origin } });
        await response.text();
        return response.headers.get("access-control-allow-origin") ?? EVIL;
      }),
    );
    expect(answers).toEqual(origins);
  });
}
