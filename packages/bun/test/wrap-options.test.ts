// What is decided before there is any request, and so needs no Bun.
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
  ["pages alone", { routes: { "/": { index: "index.html" } } }],
  ["nothing that answers", { port: 0 }],
])("With %s", (_, target) => {
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

  test("no policy at all is the public one", () => {
    expect(() => wrap(target)).not.toThrow();
  });
});

test("the options are copied, and what does not answer is as it was", () => {
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
  expect({ ...wrapped, fetch: handler, routes: options.routes }).toEqual({ ...options });
  expect(wrapped.routes).toEqual({ ...options.routes, "/": expect.any(Function) });
  expect(wrapped.routes["/dir/*"]).toBe(options.routes["/dir/*"]);
  expect([wrapped.fetch, wrapped.routes["/"]]).not.toContain(handler);
});

test("what options inherit stays, getters too", () => {
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

test("a fetch that Bun would refuse is left for it to refuse, and none is invented where it needs one", () => {
  expect(wrap({ fetch: "handler" })["fetch"]).toBe("handler");
  expect(wrap({ port: 0 })).toEqual({ port: 0 });
  expect(wrap({ routes: null })).toEqual({ routes: null });
  expect(wrap({ routes: [], port: 0 })).toEqual({ routes: [], port: 0 });
  expect(wrap({ routes: { "/": {} } })["routes"]).toEqual({ "/": {} });
});

test("only the methods that Bun routes by are handlers", () => {
  const route = { GET: handler, get: handler, QUERY: handler, TRACE: handler, POST: false };
  const { routes } = wrap({ routes: { "/": route } }, { origin: "*" }) as { routes: Record<string, object> };
  expect(routes["/"]).toEqual({ ...route, GET: expect.any(Function), OPTIONS: expect.any(Function) });
  expect(Object.entries(routes["/"] ?? {}).filter(([, value]) => value === handler)).toEqual([
    ["get", handler],
    ["QUERY", handler],
    ["TRACE", handler],
  ]);
});

test("a static response whose body is used up is refused at once", async () => {
  const used = new Response("used");
  await used.text();
  expect(() => wrap({ routes: { "/": used } }, { origin: "*" })).toThrow(TypeError);
});
