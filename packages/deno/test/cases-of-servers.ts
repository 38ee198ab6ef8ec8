// The options of `Deno.serve`, with the servers of on-deno/serve.ts.
import { get as httpGet } from "node:http";
import { connect as connectHttp2 } from "node:http2";
import { get as httpsGet } from "node:https";
import { text } from "node:stream/consumers";
import { gunzipSync } from "node:zlib";
import { beforeAll, expect, test, vi } from "vitest";
import { exchange, type ParsedResponse } from "./exchange.ts";

const APP = "https://app.example.com";
const EVIL = "https://evil.example";
const TEXT = ["content-type", "text/plain;charset=UTF-8"];
const CREDENTIALS = ["access-control-allow-credentials", "true"];
const ALLOWED = [["access-control-allow-origin", APP], CREDENTIALS];
const ERROR_HEADERS = [["retry-after", "5"], ["vary", "Accept, Origin"], TEXT];

/** Registers the cases. `url()` is the URL of the first server, which lists the ports of the others. */
export function casesOfServers(url: () => string, socketPath: string, output: () => string): void {
  let ports: Readonly<Record<string, number>> = {};
  beforeAll(async () => {
    ports = (await (await fetch(`${url()}/ports`)).json()) as typeof ports;
  });
  const at = (server: string, path: string): string => `http://127.0.0.1:${ports[server]}${path}`;
  const get = (
    server: string,
    path: string,
    headers: Record<string, string> = { Origin: APP },
  ): Promise<ParsedResponse> => exchange(at(server, path), "GET", headers);
  const log = async (): Promise<string[]> => (await (await fetch(`${url()}/log`)).json()) as string[];
  const sorted = ({ headers }: ParsedResponse): unknown => headers.map(([name, value]) => `${name}: ${value}`).sort();

  test("a handler without parameters works, although Deno calls such a function without the request", async () => {
    expect(await exchange(at("bare", "/"), "GET")).toEqual({
      status: 200,
      headers: [TEXT, ["access-control-allow-origin", "*"], ["content-length", "5"]],
      body: "hello",
    });
    const preflight = { Origin: EVIL, "Access-Control-Request-Method": "PUT" };
    expect((await exchange(at("bare", "/"), "OPTIONS", preflight)).status).toBe(204);
  });

  test.each([
    ["an error", "/error", "Sorry: Error: broken"],
    ["a string", "/string", "Sorry: a string"],
    ["undefined", "/undefined", "Sorry: undefined"],
    ["a response", "/response", "Sorry: [object Response]"],
  ])("onError of the options responds to a thrown %s, and the page can read the response", async (_, path, body) => {
    const answer = await get("onError", path);
    expect(answer).toMatchObject({ status: 503, body });
    expect(sorted(answer)).toEqual(
      [...ERROR_HEADERS, ...ALLOWED, ["content-length", String(body.length)]].map((line) => line.join(": ")).sort(),
    );
  });

  test("the response of onError is not shared with a denied origin", async () => {
    const answer = await get("onError", "/error", { Origin: EVIL });
    expect(answer).toMatchObject({ status: 503, body: "Sorry: Error: broken" });
    expect(sorted(answer)).toEqual([...ERROR_HEADERS, ["content-length", "20"]].map((line) => line.join(": ")).sort());
  });

  test("onError is not called without an error", async () => {
    expect(await get("onError", "/")).toEqual({
      status: 200,
      headers: [TEXT, ...ALLOWED, ["vary", "Origin"], ["content-length", "5"]],
      body: "hello",
    });
  });

  test("hooks work together with an onError of the options", async () => {
    await get("onError", "/error");
    expect(await log()).toContain("decided actual");
  });

  test("options without a policy are public, and so is their onError", async () => {
    const { status, headers } = await get("onErrorAlone", "/error");
    expect(status).toBe(503);
    expect(headers.filter(([name]) => name.startsWith("access-control-"))).toEqual([
      ["access-control-allow-origin", "*"],
    ]);
    expect(headers.filter(([name]) => name === "vary")).toEqual([["vary", "Accept"]]);
  });

  test.each([
    ["/error", "Error: broken"],
    ["/string", "a string"],
  ])(
    "if onError fails at %s too, both errors are logged, and Deno's plain 500 is sent with CORS headers",
    async (path, error) => {
      const logged = output().length;
      const before = (await log()).filter((line) => line.startsWith("onError fails")).length;
      expect(await get("onErrorFails", path)).toEqual({
        status: 500,
        headers: [TEXT, ...ALLOWED, ["vary", "Origin"], ["content-length", "21"]],
        body: "Internal Server Error",
      });
      expect((await log()).filter((line) => line.startsWith("onError fails"))).toHaveLength(before + 1);
      const both = new RegExp(`^${error}$[^]*^Error: onError is broken too$`, "m");
      await vi.waitFor(() => expect(output().slice(logged)).toMatch(both), { timeout: 5000 });
      expect(output().slice(logged).split("Error: onError is broken too")).toHaveLength(2);
    },
  );

  test("hooks.onError replaces that of the options, and receives the request and the client address", async () => {
    expect(await get("bothOnErrors", "/error")).toEqual({
      status: 200,
      headers: [TEXT, ...ALLOWED, ["vary", "Origin"], ["content-length", "28"]],
      body: "GET 127.0.0.1: Error: broken",
    });
  });

  test('with onError: "throw" Deno calls onError itself, and no CORS header is sent', async () => {
    const { status, headers, body } = await get("passedOn", "/error");
    expect([status, body]).toEqual([503, "Sorry: Error: broken"]);
    expect(headers).toEqual([...ERROR_HEADERS, ["content-length", "20"]]);
  });

  test("an onError outside of the wrapped options is not called: a plain 500 is sent", async () => {
    expect(await get("separate", "/error")).toMatchObject({ status: 500, body: "Internal Server Error" });
    expect((await get("separate", "/error")).headers).toEqual(expect.arrayContaining(ALLOWED));
  });

  test.each([
    ["a predicate", "predicateFails", "Sorry: Error: no database"],
    ["a policy function", "policyFunctionFails", "Sorry: Error: no such tenant"],
  ])("onError responds if %s fails, and no origin is allowed", async (_, server, body) => {
    const answer = await get(server, "/");
    expect(answer).toMatchObject({ status: 503, body });
    expect(sorted(answer)).toEqual(
      [...ERROR_HEADERS, ["content-length", String(body.length)]].map((line) => line.join(": ")).sort(),
    );
    const preflight = { Origin: APP, "Access-Control-Request-Method": "PUT" };
    const { status, headers } = await exchange(at(server, "/"), "OPTIONS", preflight);
    expect(status).toBe(503);
    expect(headers.filter(([name]) => name.startsWith("access-control-"))).toEqual([]);
  });

  test.each(["/nothing", "/network-error", "/read-before"])(
    "a response that Deno cannot send (%s) causes an error for onError of the options, without CORS headers",
    async (path) => {
      const { status, headers, body } = await get("onError", path);
      expect(status).toBe(503);
      expect(body).toMatch(/^Sorry: TypeError: .* serve handler /);
      expect(headers.filter(([name]) => name.startsWith("access-control-"))).toEqual([]);
    },
  );

  test.each(["openErrors", "chosenErrors"])(
    "the policy replaces the CORS headers of onError, also if Deno calls it (%s)",
    async (server) => {
      for (const path of ["/nothing", "/network-error", "/read-before", "/error"]) {
        const { status, headers, body } = await get(server, path, { Origin: EVIL });
        expect([path, status, body]).toEqual([path, 500, "open"]);
        expect(headers.filter(([name]) => /^access-control-|^vary$/.test(name))).toEqual([["vary", "Accept, Origin"]]);
      }
    },
  );

  test("if Deno calls onError, the public policy allows every origin", async () => {
    const { headers, body } = await get("publicErrors", "/nothing", { Origin: EVIL });
    expect(body).toBe("public");
    expect(headers).toContainEqual(["access-control-allow-origin", "*"]);
  });

  test("an onError that returns nothing produces a 500 with CORS headers", async () => {
    const { status, headers, body } = await get("silentOnError", "/error");
    expect([status, body]).toEqual([500, "Internal Server Error"]);
    expect(headers).toEqual(expect.arrayContaining(ALLOWED));
  });

  test("with both a handler and a fetch, Deno calls the handler, and the policy applies", async () => {
    const { headers, body } = await get("handlerAndFetch", "/");
    expect(body).toBe("handler");
    expect(headers).toEqual(expect.arrayContaining(ALLOWED));
    expect((await get("handlerAndFetch", "/", { Origin: EVIL })).headers).toEqual([
      TEXT,
      ["vary", "Origin"],
      ["content-length", "7"],
    ]);
  });

  test("options with private members work: getters, and onListen", async () => {
    const { headers, body } = await get("privateMembers", "/");
    expect(body).toBe("private");
    expect(headers).toEqual(expect.arrayContaining(ALLOWED));
    expect(await log()).toContain("onListen reads 0");
  });

  test.each([
    ["", "Accept-Encoding, Origin"],
    ["Accept-Encoding", "Accept-Encoding, Origin"],
    ["accept-language, ACCEPT-ENCODING", "accept-language, ACCEPT-ENCODING, Origin"],
    ["Origin", "Accept-Encoding, Origin"],
  ])("a compressed response has one Vary that names Accept-Encoding and Origin once: %j", async (vary, merged) => {
    const headers = { Origin: APP, "Accept-Encoding": "gzip" };
    const answer = await get("compressing", `/?vary=${encodeURIComponent(vary)}`, headers);
    expect(answer.headers.filter(([name]) => name === "content-encoding")).toEqual([["content-encoding", "gzip"]]);
    expect(answer.headers.filter(([name]) => name === "vary")).toEqual([["vary", merged]]);
    expect(answer.headers).toEqual(expect.arrayContaining(ALLOWED));
  });

  test("a compressed body can be read", async () => {
    const response = await new Promise<Buffer>((resolve, reject) => {
      const headers = { Origin: APP, "Accept-Encoding": "gzip" };
      httpGet(at("compressing", "/"), { headers }, async (message) => {
        resolve(Buffer.concat(await message.toArray()));
      }).on("error", reject);
    });
    expect(gunzipSync(response).toString()).toBe("compress me ".repeat(500));
  });

  test("a preflight response is not compressed, and varies by the request headers of the CORS protocol", async () => {
    const headers = { Origin: APP, "Access-Control-Request-Method": "PUT", "Accept-Encoding": "gzip" };
    const answer = await exchange(at("compressing", "/"), "OPTIONS", headers);
    expect(answer.status).toBe(204);
    expect(answer.headers.filter(([name]) => name === "vary" || name.startsWith("content-"))).toEqual([
      ["vary", "Origin, Access-Control-Request-Method, Access-Control-Request-Headers"],
    ]);
  });

  test("inherited options are used: handler, port and onListen", async () => {
    const { status, headers, body } = await get("inherited", "/");
    expect([status, body]).toEqual([200, "inherited"]);
    expect(headers).toEqual(expect.arrayContaining(ALLOWED));
    expect(await log()).toContain("the inherited onListen");
  });

  test("the options for a Unix domain socket pass through, and the handler receives its kind of address", async () => {
    const [headers, body] = await new Promise<[NodeJS.Dict<string | string[]>, string]>((resolve, reject) => {
      httpGet({ socketPath, path: "/", headers: { Origin: APP } }, async (message) => {
        resolve([message.headers, await text(message)]);
      }).on("error", reject);
    });
    expect(body).toBe("hello unix");
    expect(headers).toMatchObject({ "access-control-allow-origin": APP, vary: "Origin" });
  });

  test("the options for TLS pass through", async () => {
    const [headers, body] = await new Promise<[NodeJS.Dict<string | string[]>, string]>((resolve, reject) => {
      const options = { rejectUnauthorized: false, headers: { Origin: APP } };
      httpsGet(`https://127.0.0.1:${ports["tls"]}/`, options, async (message) => {
        resolve([message.headers, await text(message)]);
      }).on("error", reject);
    });
    expect(body).toBe("hello https:");
    expect(headers).toMatchObject({ "access-control-allow-origin": APP, vary: "Origin" });
  });

  test("a preflight over HTTP/2 is answered like any other", async () => {
    const session = connectHttp2(`https://127.0.0.1:${ports["tls"]}`, { rejectUnauthorized: false });
    try {
      const headers = await new Promise<NodeJS.Dict<string | string[] | number>>((resolve, reject) => {
        session.on("error", reject);
        session
          .request({ ":method": "OPTIONS", origin: APP, "access-control-request-method": "PUT" })
          .on("response", resolve)
          .on("error", reject)
          .end();
      });
      expect(Object.fromEntries(Object.entries(headers).filter(([name]) => name !== "date"))).toEqual({
        ":status": 204,
        "access-control-allow-origin": APP,
        "access-control-allow-credentials": "true",
        "access-control-allow-methods": "GET, HEAD, QUERY, PUT, PATCH, POST, DELETE",
        "access-control-allow-headers": "Authorization",
        "access-control-max-age": "600",
        vary: "Origin, Access-Control-Request-Method, Access-Control-Request-Headers",
      });
    } finally {
      session.destroy();
    }
  });

  test("the signal among the options still closes the server", async () => {
    expect((await get("closing", "/")).body).toBe("closing");
    await vi.waitFor(() => expect(get("closing", "/")).rejects.toThrow("ECONNREFUSED"), { timeout: 5000 });
  });
}
