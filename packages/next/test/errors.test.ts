// Errors that a handler throws, without a server: with the real functions of Next.js.
import { notFound, permanentRedirect, redirect } from "next/navigation.js";
import { NextRequest } from "next/server.js";
import { afterEach, expect, test, vi } from "vitest";
import { type CorsHooks, type CorsPolicy, corsProxy, definePolicy, withCors } from "../src/index.ts";

const ORIGIN = "https://app.example.com";
const request = (
  init: { readonly method?: string; readonly body?: string; readonly headers?: object } = {},
): NextRequest =>
  new NextRequest("https://api.example.com/", { ...init, headers: { Origin: ORIGIN, ...init.headers } });
const form = (type: string): Request => request({ method: "POST", body: "a=1", headers: { "Content-Type": type } });
const answer = async (handler: () => never, sent: Request): Promise<unknown[]> => {
  const { status, headers } = await withCors(handler, { origin: ORIGIN })(sent);
  return [status, headers.get("Location"), headers.get("Access-Control-Allow-Origin")];
};

afterEach(() => vi.restoreAllMocks());

test("redirect() depends on the request: after a form, the browser sends a GET", async () => {
  const leave = (): never => redirect("/a;b;307;");
  expect(await answer(leave, request())).toEqual([307, "/a;b;307;", ORIGIN]);
  expect(await answer(leave, form("application/x-www-form-urlencoded"))).toEqual([303, "/a;b;307;", ORIGIN]);
  expect(await answer(leave, form("multipart/form-data; boundary=b"))).toEqual([303, "/a;b;307;", ORIGIN]);
  expect(await answer(leave, form("application/json"))).toEqual([307, "/a;b;307;", ORIGIN]);
  expect(await answer(leave, request({ method: "POST" }))).toEqual([307, "/a;b;307;", ORIGIN]);
  expect(await answer(() => permanentRedirect("/"), request())).toEqual([308, "/", ORIGIN]);
});

test("notFound() produces a 404", async () => {
  expect(await answer(() => notFound(), request())).toEqual([404, null, ORIGIN]);
});

const fail = (): never => {
  throw new Error("failed");
};

test("any other error is logged and produces a 500", async () => {
  const logged = vi.spyOn(console, "error").mockReturnValue();
  expect(await answer(fail, request())).toEqual([500, null, ORIGIN]);
  expect(logged.mock.calls).toEqual([[new Error("failed")]]);
});

test("a request without headers counts as a prerender, whose errors reach Next.js, whatever the hooks", async () => {
  const bare = new Request("https://api.example.com/");
  const onError = vi.fn(() => new Response());
  expect(() => withCors(fail, { origin: ORIGIN })(bare)).toThrow("failed");
  expect(() => withCors(fail, { origin: ORIGIN }, { onError })(bare)).toThrow("failed");
  expect(onError).not.toHaveBeenCalled();
});

test("a proxy function that returns nothing lets Next.js continue", async () => {
  const proxy = corsProxy({ origin: ORIGIN }, () => undefined);
  expect((await proxy(request())).headers.get("x-middleware-next")).toBe("1");
});

type AnyProxy = (...args: readonly unknown[]) => (request: Request) => Promise<Response>;

test("a proxy that is not a function, such as options after the function, throws at once", () => {
  expect(() => (corsProxy as AnyProxy)(() => new Response(), { origin: ORIGIN })).toThrow(
    new TypeError("write corsProxy(policy, proxy)"),
  );
});

test.each([() => new Response(), async () => undefined, () => null])(
  "a proxy function in place of the policy produces a 500, and an explanation is logged",
  async (own) => {
    const logged = vi.spyOn(console, "error").mockReturnValue();
    const answered = await (corsProxy as AnyProxy)(own)(request());
    expect([answered.status, answered.headers.get("Access-Control-Allow-Origin")]).toEqual([500, null]);
    expect(logged.mock.calls).toEqual([
      [new TypeError("the first argument of corsProxy returned no policy; write corsProxy(policy, proxy)")],
    ]);
  },
);

test.each([(chosen: CorsPolicy) => chosen, async (chosen: CorsPolicy) => chosen])(
  "a policy function chooses the policy of a proxy",
  async (choose) => {
    const proxy = corsProxy(() => choose(definePolicy({ origin: ORIGIN })) as CorsPolicy);
    expect((await proxy(request())).headers.get("Access-Control-Allow-Origin")).toBe(ORIGIN);
  },
);

test("the redirect of a GET does not read the headers, so that a static route can redirect", async () => {
  const get = vi.fn();
  const request = Object.defineProperty(new Request("https://api.example.com/"), "headers", { get });
  const answered = await withCors((_request: Request) => redirect("/a"))(request);
  expect([answered.status, answered.headers.get("Access-Control-Allow-Origin")]).toEqual([307, "*"]);
  expect(get).not.toHaveBeenCalled();
});

test("a misspelt or invalid hook throws at once", () => {
  for (const hooks of [{ onError: "Throw" }, { onError: null }, { onErorr: "throw" }, { onDecision: "log" }]) {
    expect(() => withCors(() => new Response(), { origin: ORIGIN }, hooks as unknown as CorsHooks)).toThrow(TypeError);
  }
});
