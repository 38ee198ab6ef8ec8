// The options that `withCors` returns or rejects, which needs no Bun.
import { describe, expect, test } from "vitest";
import { CorsConfigError, withCors } from "../src/index.ts";

const wrap = withCors as (...args: readonly unknown[]) => Record<string, unknown>;
const handler = (): Response => new Response("hello");

describe.each([
  ["a handler", handler],
  ["fetch", { fetch: handler }],
  ["a route", { routes: { "/": handler } }],
  ["a route by method", { routes: { "/": { GET: handler } } }],
  ["a static route", { routes: { "/": new Response() } }],
  ["only pages", { routes: { "/": { index: "index.html" } } }],
  ["nothing that responds", { port: 0 }],
])("with %s", (_, target) => {
  test.each([
    ["undefined", undefined, "missing-origin"],
    ["null", null, "missing-origin"],
    ["options without an origin", { credentials: true }, "missing-origin"],
    ["an origin that no browser sends", { origin: "https://app.example.com/" }, "invalid-origin"],
  ])("a policy that is %s throws at once", (_, policy, code) => {
    expect(() => wrap(target, policy)).toThrow(CorsConfigError);
    expect(() => wrap(target, policy)).toThrow(
      expect.objectContaining({ issues: [expect.objectContaining({ code })] }),
    );
  });

  test("no policy argument means the public policy", () => {
    expect(() => wrap(target)).not.toThrow();
  });
});

test("the options are copied, and those that do not respond to requests are unchanged", () => {
  const options = Object.freeze({
    port: 0,
    error: handler,
    websocket: { message: handler },
    development: { hmr: false },
    [Symbol.for("mine")]: 1,
    fetch: handler,
    routes: Object.freeze({ "/off": false, "/dir/*": { dir: "public" }, "/none": undefined, "/": handler }),
  });
  const wrapped = wrap(options, { origin: "*" }) as typeof options;
  expect({ ...wrapped, fetch: handler, error: handler, routes: options.routes }).toEqual({ ...options });
  expect(wrapped.routes).toEqual({ ...options.routes, "/": expect.any(Function) });
  expect(wrapped.routes["/dir/*"]).toBe(options.routes["/dir/*"]);
  expect([wrapped.fetch, wrapped.routes["/"]]).not.toContain(handler);
});

test("inherited options stay, including getters", () => {
  class Options {
    readonly hostname = "localhost";
    get port(): number {
      return 7;
    }
    fetch(): Response {
      return new Response("inherited");
    }
  }
  const wrapped = withCors(new Options(), { origin: "*" });
  expect([wrapped.port, wrapped.hostname]).toEqual([7, "localhost"]);
  expect(wrapped).toBeInstanceOf(Options);
  expect(Object.getPrototypeOf(wrap(Object.assign(Object.create(null), { fetch: handler })))).toBe(null);
});

test("an invalid or missing fetch stays for Bun to reject", () => {
  expect(wrap({ fetch: "handler" })["fetch"]).toBe("handler");
  expect(wrap({ port: 0 })).toEqual({ port: 0 });
  expect(wrap({ routes: null })).toEqual({ routes: null });
  expect(wrap({ routes: [], port: 0 })).toEqual({ routes: [], port: 0 });
  expect(wrap({ routes: { "/": {} } })["routes"]).toEqual({ "/": {} });
});

test("only the methods that Bun reads from a route are wrapped", () => {
  const route = { GET: handler, get: handler, QUERY: handler, POST: false };
  const { routes } = wrap({ routes: { "/": route } }, { origin: "*" }) as { routes: Record<string, object> };
  expect(routes["/"]).toEqual({ ...route, GET: expect.any(Function), OPTIONS: expect.any(Function) });
  expect(Object.entries(routes["/"] ?? {}).filter(([, value]) => value === handler)).toEqual([
    ["get", handler],
    ["QUERY", handler],
  ]);
});

test.each(["TRACE", "CONNECT"])("a handler for %s is wrapped, but it is not a method of the policy", async (method) => {
  const { routes } = wrap({ routes: { "/": { [method]: handler, GET: handler } } }, { origin: "*" }) as {
    routes: Record<string, Record<string, (request: Request) => Response>>;
  };
  expect(routes["/"]?.[method]).not.toBe(handler);
  const headers = { Origin: "https://app.example.com", "Access-Control-Request-Method": "GET" };
  const preflight = routes["/"]?.["OPTIONS"]?.(new Request("http://localhost/", { method: "OPTIONS", headers }));
  expect(preflight?.headers.get("Access-Control-Allow-Methods")).toBe("GET, HEAD");
});

test("static and functions with properties are route tables", () => {
  const table = Object.assign(() => {}, { "/": handler });
  const wrapped = wrap({ static: { "/": handler }, routes: table }, { origin: "*" });
  for (const routes of [wrapped["static"], wrapped["routes"]] as Record<string, unknown>[]) {
    expect(routes["/"]).toEqual(expect.any(Function));
    expect(routes["/"]).not.toBe(handler);
  }
  expect(wrapped["fetch"]).toEqual(expect.any(Function));
  const method = (): void => {};
  expect(wrap({ static: method, routes: method })).toEqual({ static: method, routes: method });
});

test.each([
  ["onNodeHTTPRequest", handler, "@fetch-cors/node"],
  ["app", { framework: {} }, "without app"],
])("%s is rejected, because Bun would respond without the policy", (name, value, advice) => {
  expect(() => wrap({ [name]: value, fetch: handler }, { origin: "*" })).toThrow(TypeError);
  expect(() => wrap({ [name]: value, fetch: handler }, { origin: "*" })).toThrow(advice);
});

test("an app that Bun ignores is not rejected", () => {
  for (const app of [{ get: handler }, handler, "app", null]) {
    expect(wrap({ app, fetch: handler }, { origin: "*" })["app"]).toBe(app);
  }
});

test("a getter that reads a private member works in the copy, also that of a parent class", () => {
  class Parent {
    readonly #port = 7;
    get port(): number {
      return this.#port;
    }
    get hostname(): string {
      return "parent";
    }
  }
  class Options extends Parent {
    readonly #handler = handler;
    override get hostname(): string {
      return "localhost";
    }
    get fetch(): () => Response {
      return this.#handler;
    }
  }
  const wrapped = wrap(new Options(), { origin: "*" });
  expect([wrapped["port"], wrapped["hostname"]]).toEqual([7, "localhost"]);
  expect(wrapped["fetch"]).not.toBe(handler);
  expect(wrapped).toBeInstanceOf(Options);
});

test("a static response with a consumed body is rejected at once", async () => {
  const used = new Response("used");
  await used.text();
  expect(() => wrap({ routes: { "/": used } }, { origin: "*" })).toThrow(TypeError);
});
