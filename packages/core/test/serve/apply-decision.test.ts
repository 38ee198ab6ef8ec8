import { once } from "node:events";
import { type AddressInfo, createServer } from "node:net";
import { describe, expect, test, vi } from "vitest";
import { applyHeaders } from "../../src/adapter.ts";
import { applyDecision, type CorsDecision, type CorsPolicy, definePolicy, preflightResponse } from "../../src/index.ts";

const ORIGIN = "https://app.example.com";
const policy = definePolicy({ origin: ORIGIN, exposedHeaders: ["ETag"] });
const request = (origin: string, method = "GET"): Request =>
  new Request("https://api.example.com/", {
    method,
    headers: { Origin: origin, "Access-Control-Request-Method": "PUT" },
  });
const allowed = policy.decide(request(ORIGIN)) as CorsDecision;
const denied = policy.decide(request("https://evil.example")) as CorsDecision;

describe("preflightResponse", () => {
  const answer = (origin: string): Response => {
    const decision = policy.decide(request(origin, "OPTIONS")) as CorsDecision;
    if (decision.kind !== "preflight") throw new Error(decision.kind);
    return preflightResponse(decision);
  };
  const VARY = "Origin, Access-Control-Request-Method, Access-Control-Request-Headers";

  test("for an allowed origin", () => {
    const response = answer(ORIGIN);
    expect([response.status, response.body]).toEqual([204, null]);
    expect([...response.headers]).toEqual([
      ["access-control-allow-headers", "*, Authorization"],
      ["access-control-allow-methods", "GET, HEAD, QUERY, PUT, PATCH, POST, DELETE"],
      ["access-control-allow-origin", ORIGIN],
      ["access-control-max-age", "600"],
      ["vary", VARY],
    ]);
  });

  test("for a denied origin", () => {
    const response = answer("https://evil.example");
    expect([response.status, response.body]).toEqual([403, null]);
    expect([...response.headers]).toEqual([["vary", VARY]]);
  });
});

describe("applyDecision", () => {
  test("changes the response in place if possible", () => {
    const response = new Response("hello");
    expect(applyDecision(allowed, response)).toBe(response);
    expect(response.headers.get("access-control-allow-origin")).toBe(ORIGIN);
  });

  test("removes every CORS header that the policy does not send", () => {
    const headers = {
      "Access-Control-Allow-Origin": "*",
      "Access-Control-Allow-Credentials": "true",
      "Access-Control-Allow-Private-Network": "true",
      "Access-Control-Max-Age": "5",
      "X-Access-Control": "1",
    };
    expect([...applyDecision(denied, new Response(null, { headers })).headers]).toEqual([
      ["vary", "Origin"],
      ["x-access-control", "1"],
    ]);
    expect([...applyDecision(allowed, new Response(null, { headers })).headers]).toEqual([
      ["access-control-allow-origin", ORIGIN],
      ["access-control-expose-headers", "ETag"],
      ["vary", "Origin"],
      ["x-access-control", "1"],
    ]);
  });

  test("merges Vary, and adds no Vary under a public policy", () => {
    const varied = applyDecision(allowed, new Response(null, { headers: { Vary: "Accept" } }));
    expect(varied.headers.get("vary")).toBe("Accept, Origin");
    const open = definePolicy({ origin: "*" }).decide(new Request("https://api.example.com/")) as CorsDecision;
    expect(applyDecision(open, new Response()).headers.has("vary")).toBe(false);
  });

  test("copies a response with immutable headers completely", async () => {
    const fetched = await fetch("data:text/plain,hello");
    const copy = applyDecision(allowed, fetched);
    expect(copy).not.toBe(fetched);
    expect([...copy.headers]).toEqual([
      ["access-control-allow-origin", ORIGIN],
      ["access-control-expose-headers", "ETag"],
      ["content-type", "text/plain"],
      ["vary", "Origin"],
    ]);
    expect([copy.status, copy.statusText, await copy.text()]).toEqual([200, "OK", "hello"]);
  });

  test("copies a redirect", () => {
    const copy = applyDecision(denied, Response.redirect("https://api.example.com/there", 307));
    expect([copy.status, ...copy.headers]).toEqual([
      307,
      ["location", "https://api.example.com/there"],
      ["vary", "Origin"],
    ]);
  });

  // Node can fetch such responses, but not construct them.
  test.each([
    ["599", Buffer.from("599 Busy"), 599],
    ["600", Buffer.from("600 Busy"), 502],
    ["999", Buffer.from("999 Request denied"), 502],
    ["a reason phrase in Latin-1 that is not UTF-8", Buffer.from("404 Trouv\u00e9", "latin1"), 404],
    ["a reason phrase that is not Latin-1", Buffer.from("404 \u672a\u627e\u5230"), 404],
  ])("copies a fetched response with %s, and never passes its CORS headers on", async (_, line, status) => {
    const fields = [
      "Access-Control-Allow-Origin: https://evil.example",
      "Set-Cookie: a=1",
      "Set-Cookie: b=2",
      "ETag: 1",
    ];
    const rest = Buffer.from(["", ...fields, "Content-Length: 5", "", "hello"].join("\r\n"));
    const upstream = createServer((socket) => {
      socket.once("data", () => socket.end(Buffer.concat([Buffer.from("HTTP/1.1 "), line, rest])));
    }).listen(0);
    await once(upstream, "listening");
    for (const [decision, origin] of [
      [allowed, ORIGIN],
      [denied, null],
    ] as const) {
      const fetched = await fetch(`http://localhost:${(upstream.address() as AddressInfo).port}/`);
      const copy = applyDecision(decision, fetched);
      expect([copy.status, copy.headers.get("access-control-allow-origin")]).toEqual([status, origin]);
      expect([copy.headers.get("vary"), copy.headers.get("etag"), await copy.text()]).toEqual(["Origin", "1", "hello"]);
      expect(copy.headers.getSetCookie()).toEqual(["a=1", "b=2"]);
    }
    upstream.close();
  });

  test("never passes on a fetched response whose body was read", async () => {
    const fetched = await fetch("data:text/plain,hello");
    await fetched.text();
    expect(() => applyDecision(denied, fetched)).toThrow(TypeError);
  });

  test("ignores responses that cannot be changed", () => {
    const error = Response.error();
    expect(applyDecision(allowed, error)).toBe(error);
    const upgraded = new Proxy(new Response(), {
      get: (target, name) =>
        name === "status" ? 101 : name === "headers" ? Response.error().headers : Reflect.get(target, name),
    });
    expect(applyDecision(allowed, upgraded)).toBe(upgraded);
    expect(applyDecision(allowed, undefined as unknown as Response)).toBeUndefined();
  });

  test("ignores values that are not Responses", () => {
    for (const answer of [{ users: [] }, [1], new Error("oops"), { headers: {} }, "hello", 1, null, undefined]) {
      expect(applyDecision(allowed, answer as unknown as Response)).toBe(answer);
    }
  });

  test("never reads the body", async () => {
    const body = new ReadableStream(
      { pull: (controller) => controller.error(new Error("read")) },
      { highWaterMark: 0 },
    );
    const response = applyDecision(allowed, new Response(body));
    await new Promise((resolve) => setTimeout(resolve));
    expect([response.body, response.bodyUsed]).toEqual([body, false]);
    const fetched = await fetch("data:text/plain,hello");
    const copy = applyDecision(allowed, fetched);
    expect([copy.body, fetched.bodyUsed]).toEqual([fetched.body, false]);
  });

  test("lists the response headers if the wildcard exposes them with credentials", () => {
    const exposing = definePolicy({ origin: ORIGIN, credentials: true, exposedHeaders: "*" });
    const decision = exposing.decide(request(ORIGIN)) as CorsDecision;
    const list = (headers: Record<string, string>): string | null =>
      applyDecision(decision, new Response(null, { headers })).headers.get("access-control-expose-headers");
    expect(list({ ETag: "1", "X-A": "2", "Set-Cookie": "a", "Access-Control-Expose-Headers": "x" })).toBe(
      "etag, vary, x-a",
    );
    expect(applyDecision(decision, Response.error()).headers.has("access-control-expose-headers")).toBe(false);
  });
});

describe("preflight responses", () => {
  const ask = (of: CorsPolicy, origin: string, headers: Record<string, string> = {}): Response =>
    preflightResponse(
      of.decide(
        new Request("https://api.example.com/", {
          method: "OPTIONS",
          headers: { Origin: origin, "Access-Control-Request-Method": "PUT", ...headers },
        }),
      ) as never,
    );

  test.each([ORIGIN, "https://evil.example"])("share no state if one of them is changed: %s", (origin) => {
    const fresh = definePolicy({ origin: ORIGIN });
    const untouched = [...ask(definePolicy({ origin: ORIGIN }), origin).headers];
    for (let round = 0; round < 3; round++) {
      const answer = ask(fresh, origin);
      expect([...answer.headers]).toEqual(untouched);
      for (const [name] of untouched) answer.headers.set(name, "changed");
      answer.headers.set("X-New", "1");
    }
  });

  test.each([{ methods: "*", allowedHeaders: "*" }, { allowedHeaders: "*" }] as const)(
    "do not echo the requested headers of a different preflight: %j",
    (lists) => {
      const echoing = definePolicy({ origin: ORIGIN, credentials: true, ...lists });
      const echoed = (list?: string): string | null =>
        ask(echoing, ORIGIN, list ? { "Access-Control-Request-Headers": list } : {}).headers.get(
          "access-control-allow-headers",
        );
      expect([echoed("x-a"), echoed("x-b"), echoed(), echoed("x-a")]).toEqual(["x-a", "x-b", null, "x-a"]);
    },
  );

  test("do not echo the requested method of a different preflight", () => {
    const echoing = definePolicy({ origin: ORIGIN, credentials: true, methods: "*", allowedHeaders: [] });
    const echoed = (method: string): string | null =>
      ask(echoing, ORIGIN, { "Access-Control-Request-Method": method }).headers.get("access-control-allow-methods");
    expect([echoed("QUERY"), echoed("PURGE"), echoed("QUERY")]).toEqual(["QUERY", "PURGE", "QUERY"]);
  });

  test("are cached for a limited number of origins", () => {
    const open = definePolicy({ origin: () => true });
    const clone = vi.spyOn(Response.prototype, "clone");
    const clonesFor = (origin: string): number => {
      clone.mockClear();
      expect(ask(open, origin).headers.get("access-control-allow-origin")).toBe(origin);
      return clone.mock.calls.length;
    };
    ask(open, "https://first.example");
    for (let index = 2; index <= 16; index++) expect(clonesFor(`https://${index}.example`)).toBe(2);
    expect(clonesFor("https://17.example")).toBe(1);
    expect(clonesFor("https://17.example")).toBe(1);
    expect(clonesFor("https://first.example")).toBe(1);
    clone.mockRestore();
  });

  test("are cached without the decision on whether the origin is allowed", () => {
    let isOpen = true;
    const changing = definePolicy({ origin: () => isOpen });
    expect(ask(changing, ORIGIN).status).toBe(204);
    isOpen = false;
    expect([ask(changing, ORIGIN).status, ...ask(changing, ORIGIN).headers.keys()]).toEqual([403, "vary"]);
  });
});

describe("applyHeaders", () => {
  /** Headers with names in their original case, like those of Node and some frameworks. */
  const headersOf = (lines: Record<string, string>) => {
    const set = (name: string, value: string): void => {
      for (const known of Object.keys(lines)) if (known.toLowerCase() === name.toLowerCase()) delete lines[known];
      lines[name] = value;
    };
    return {
      forEach: (callback: (value: string, name: string) => void) => {
        for (const [name, value] of Object.entries(lines)) callback(value, name);
      },
      set,
      delete: (name: string) => {
        for (const known of Object.keys(lines)) if (known.toLowerCase() === name.toLowerCase()) delete lines[known];
      },
      lines,
    };
  };

  test("treats names as case-insensitive", () => {
    const upstream = {
      "Access-Control-Allow-Origin": "*",
      "ACCESS-CONTROL-ALLOW-CREDENTIALS": "true",
      VARY: "Accept",
      ETag: '"1"',
    };
    const forDenied = headersOf({ ...upstream });
    applyHeaders(denied, forDenied);
    expect(forDenied.lines).toEqual({ ETag: '"1"', Vary: "Accept, Origin" });
    const forAllowed = headersOf({ ...upstream });
    applyHeaders(allowed, forAllowed);
    expect(forAllowed.lines).toEqual({
      ETag: '"1"',
      Vary: "Accept, Origin",
      "Access-Control-Allow-Origin": ORIGIN,
      "Access-Control-Expose-Headers": "ETag",
    });
  });

  test("sets Vary again even if it is complete, because it may have several lines", () => {
    const headers = headersOf({ vary: "Origin" });
    applyHeaders(denied, headers);
    expect(headers.lines).toEqual({ Vary: "Origin" });
  });
});
