// Mistakes that throw when a module loads, without a server.
import { describe, expect, test } from "vitest";
import { CorsConfigError, type ServeHandler, withCors } from "../src/index.ts";

const handler = (): Response => new Response("hello");
const wrap = withCors as (...args: readonly unknown[]) => unknown;
const ways = [
  ["a handler", handler],
  ["options", { port: 0, handler }],
  ["a default export", { fetch: handler }],
  ["options with an onError", { port: 0, handler, onError: handler }],
] as const;

describe.each(ways)("with %s", (_, served) => {
  test.each([
    ["undefined", undefined, "missing-origin"],
    ["null", null, "missing-origin"],
    ["options without an origin", { credentials: true }, "missing-origin"],
    ["an origin that no browser sends", { origin: "https://app.example.com/" }, "invalid-origin"],
  ])("a policy that is %s throws at once", (_, policy, code) => {
    expect(() => wrap(served, policy)).toThrow(CorsConfigError);
    expect(() => wrap(served, policy)).toThrow(
      expect.objectContaining({ issues: [expect.objectContaining({ code })] }),
    );
  });

  test("no policy argument means the public policy", () => {
    expect(() => wrap(served)).not.toThrow();
  });
});

test.each([
  [{ port: 8000 }],
  [{ onError: handler }],
  [{}],
  [undefined],
  [null],
  ["handler"],
  [{ handler: undefined }],
  [{ handler: "hello" }],
])("options without a handler throw: %j", (served) => {
  expect(() => wrap(served, { origin: "*" })).toThrow(
    new TypeError("the options have no handler; write Deno.serve(options, withCors(handler, policy))"),
  );
});

test("the options are copied, and only the handler changes", () => {
  const options = { port: 0, hostname: "localhost", onError: handler, onListen: () => undefined, handler };
  const wrapped = withCors(Object.freeze(options), { origin: "*" });
  expect(wrapped).not.toBe(options);
  expect({ ...wrapped, handler, onError: handler }).toEqual(options);
  expect(wrapped.handler).not.toBe(handler);
});

test("inherited options stay, including getters", () => {
  class Options {
    readonly hostname = "127.0.0.1";
    get port(): number {
      return 7;
    }
    onListen(): string {
      return "inherited";
    }
    handler(): Response {
      return handler();
    }
  }
  const wrapped = withCors(new Options(), { origin: "*" });
  expect(wrapped).toBeInstanceOf(Options);
  expect([wrapped.hostname, wrapped.port, wrapped.onListen()]).toEqual(["127.0.0.1", 7, "inherited"]);
  expect(Object.getPrototypeOf(withCors(Object.assign(Object.create(null), { fetch: handler })))).toBe(null);
});

test("a wrapped handler declares its parameters, because Deno omits arguments for a function without parameters", () => {
  const handlers: readonly ServeHandler<never>[] = [withCors(handler), withCors({ handler }).handler];
  for (const { length } of handlers) expect(length).toBeGreaterThan(0);
});
