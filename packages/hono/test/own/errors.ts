import { expect, test } from "vitest";
import {
  ALLOWED,
  ALLOWED_ON_OPTIONS,
  ALLOWED_PREFLIGHT,
  DENIED,
  DENIED_ON_OPTIONS,
  EVIL,
  preflight,
  send,
} from "./send.ts";

export function errorCases(url: (path: string) => string): void {
  test("The default 500 of Hono gets the CORS headers, for synchronous and asynchronous errors", async () => {
    for (const path of ["/errors/error", "/errors/later", "/errors/forgotten", "/errors/after/answer"]) {
      expect(await send(url(path)), path).toMatchObject({ status: 500, body: "Internal Server Error", cors: ALLOWED });
      expect(await send(url(path), { origin: EVIL }), path).toMatchObject({ status: 500, cors: DENIED });
    }
  });

  test("The response of an HTTPException is sent without its own CORS headers", async () => {
    const answer = await send(url("/errors/exception"));
    expect(answer).toMatchObject({
      status: 401,
      body: "who are you?",
      cors: ["access-control-allow-origin: https://app.example.com", "vary: Accept, Origin"],
    });
    expect(answer.header("www-authenticate")).toEqual(["Bearer"]);
  });

  test("A timeout produces a 504 that the page can read", async () => {
    expect(await send(url("/errors/slow"))).toMatchObject({ status: 504, cors: ALLOWED });
  });

  test("app.onError responds, and the policy replaces its CORS headers", async () => {
    expect(await send(url("/on-error/error"))).toMatchObject({
      status: 503,
      body: "app.onError: broken, undefined",
      cors: ALLOWED,
    });
    expect(await send(url("/on-error/raw"))).toMatchObject({
      status: 500,
      body: "raw",
      cors: ["access-control-allow-origin: https://app.example.com", "vary: Accept, Origin"],
    });
    expect(await send(url("/on-error/raw"), { origin: EVIL })).toMatchObject({
      status: 500,
      cors: ["vary: Accept, Origin"],
    });
  });

  test("A thrown value that is not an Error reaches app.onError as the cause of one", async () => {
    expect(await send(url("/on-error/string"))).toMatchObject({
      status: 503,
      body: "app.onError: the thrown value is not an Error, not an Error",
      cors: ALLOWED,
    });
    expect(await send(url("/on-error/nothing"))).toMatchObject({
      status: 503,
      body: "app.onError: the thrown value is not an Error, undefined",
      cors: ALLOWED,
    });
  });

  test("The onError of a sub-app responds, with the policy outside or inside of the sub-app", async () => {
    for (const path of ["/sub-error/inside/error", "/sub-error/own/error"]) {
      expect(await send(url(path)), path).toMatchObject({
        status: 503,
        body: "app.onError: broken, undefined",
        cors: ALLOWED,
      });
    }
    expect(await send(url("/sub-error/outside/error"))).toMatchObject({ status: 503, cors: [] });
    expect(await send(url("/sub-error/own/fine"))).toMatchObject({ status: 200, body: "fine", cors: ALLOWED });
    expect(await preflight(url("/sub-error/own/fine"))).toMatchObject({ status: 204, body: "" });
  });

  test("app.notFound responds, for a path without a route and for c.notFound", async () => {
    for (const path of ["/not-found/nobody", "/not-found/by-handler"]) {
      expect(await send(url(path)), path).toMatchObject({ status: 404, body: "nothing here", cors: ALLOWED });
      expect(await send(url(path), { origin: EVIL }), path).toMatchObject({ status: 404, cors: DENIED });
    }
    expect(await send(url("/not-found/users"), { method: "OPTIONS" })).toMatchObject({
      status: 404,
      cors: ALLOWED_ON_OPTIONS,
    });
  });

  test("An error of app.notFound goes to app.onError, and the page can read the response", async () => {
    expect(await send(url("/not-found-throws/nobody"))).toMatchObject({ status: 404, body: "thrown", cors: ALLOWED });
  });

  test("An error of a predicate or policy function goes to app.onError, without a CORS header, and no handler runs", async () => {
    for (const [path, error] of [
      ["/failing/throws/users", "predicate, undefined"],
      ["/failing/rejects/users", "the thrown value is not an Error, not an Error"],
      ["/failing/policy/users", "predicate, undefined"],
    ] as const) {
      const answer = { status: 503, body: `app.onError: ${error}` };
      expect(await send(url(path)), path).toMatchObject({ ...answer, cors: DENIED });
      expect(await preflight(url(path)), path).toMatchObject({ ...answer, cors: DENIED_ON_OPTIONS });
      expect(await send(url(path), { method: "OPTIONS" }), path).toMatchObject({ ...answer, cors: DENIED_ON_OPTIONS });
    }
  });

  test("A raw response of app.onError gets the CORS headers and keeps its Vary, whatever failed", async () => {
    for (const [path, error] of [
      ["/raw-errors/predicate/users", "predicate"],
      ["/raw-errors/predicate/users?again=1", "predicate"],
      ["/raw-errors/policy/users", "the thrown value is not an Error"],
      ["/raw-errors/handler/string", "the thrown value is not an Error"],
      ["/raw-errors/hook/string", "the thrown value is not an Error"],
    ] as const) {
      const answer = await send(url(path), { origin: EVIL });
      expect(answer, path).toMatchObject({
        status: 500,
        body: `raw: ${error}`,
        cors: ["vary: Accept-Language, Origin"],
      });
      expect(answer.header("x-raw"), path).toEqual(["1"]);
    }
    expect((await send(url("/raw-errors/handler/string"))).cors).toEqual([ALLOWED[0], "vary: Accept-Language, Origin"]);
  });

  test("app.onError can read the headers that outer middleware set", async () => {
    expect((await send(url("/raw-errors/around/users?seen=1"))).header("x-seen")).toEqual(["kept"]);
  });

  test("Outer middleware can read and change that response, and an outer policy decides", async () => {
    const answer = await send(url("/raw-errors/around/users"));
    expect(answer).toMatchObject({ status: 500, cors: ["vary: Accept-Language, Origin, Cookie"] });
    expect(answer.header("x-before")).toEqual(["kept"]);
    expect(await send(url("/raw-errors/nested/users"), { origin: EVIL })).toMatchObject({
      status: 500,
      cors: [`access-control-allow-origin: ${EVIL}`, "vary: Accept-Language, Origin"],
    });
    expect(await send(url("/raw-errors/nested-hook/users"), { origin: EVIL })).toMatchObject({
      status: 502,
      body: "the outer hook",
      cors: [`access-control-allow-origin: ${EVIL}`, "vary: Origin"],
    });
  });

  test("The policy also replaces the CORS headers of an app.onError that assigns c.res and then returns a response", async () => {
    for (const [name, cors] of [
      ["predicate/users", DENIED],
      ["policy/users", DENIED],
      ["handler/string", DENIED],
      ["hook/string", DENIED],
      ["around/users", ["vary: Origin, Cookie"]],
      ["nested/users", [`access-control-allow-origin: ${EVIL}`, "vary: Origin"]],
    ] as const) {
      const answer = await send(url(`/raw-errors/${name}?assigned=1`), { origin: EVIL });
      expect(answer, name).toMatchObject({ status: 500, cors });
      expect(answer.header("x-request-id"), name).toEqual(["7"]);
    }
    expect((await send(url("/raw-errors/handler/string?assigned=1"))).cors).toEqual(ALLOWED);
    expect(await send(url("/raw-errors/nested-hook/users?assigned=1"), { origin: EVIL })).toMatchObject({
      status: 502,
      body: "the outer hook",
      cors: [`access-control-allow-origin: ${EVIL}`, "vary: Origin"],
    });
  });

  test("A policy that runs after a failed one decides alone", async () => {
    expect(await send(url("/fallback/users"))).toMatchObject({ status: 200, body: "hello", cors: ALLOWED });
    expect(await preflight(url("/fallback/users"))).toMatchObject({ status: 204, cors: ALLOWED_PREFLIGHT });
    expect(await send(url("/fallback/error"))).toMatchObject({
      status: 500,
      cors: [ALLOWED[0], "vary: Accept-Language, Origin"],
    });
  });

  test("If only the policy matches, a raw response of app.onError gets its CORS headers too", async () => {
    const merged = (cors: readonly string[]) => [(cors.at(-1) ?? "").replace(": ", ": Accept-Language, ")];
    expect(await preflight(url("/alone/raw/users"))).toMatchObject({ status: 500, cors: merged(DENIED_ON_OPTIONS) });
    expect(await send(url("/alone/raw/users"))).toMatchObject({ status: 500, cors: merged(DENIED) });
    expect(await preflight(url("/alone/text/users"))).toMatchObject({ status: 500, cors: DENIED_ON_OPTIONS });
    expect(await send(url("/alone/hook/users"))).toMatchObject({
      status: 500,
      body: "raw: predicate",
      cors: merged(DENIED),
    });
  });

  test("hooks.onError responds to a predicate that fails, without a CORS header", async () => {
    expect(await send(url("/failing/hook/users"))).toMatchObject({
      status: 502,
      body: "hook: not an Error",
      cors: DENIED,
    });
  });

  test("hooks.onError responds instead of app.onError, and receives the error, the request and the context", async () => {
    expect(await send(url("/hooks/answers/error"))).toMatchObject({
      status: 502,
      body: "GET Error: broken /own/hooks/answers/error",
      cors: ALLOWED,
    });
    expect(await send(url("/hooks/answers/string"))).toMatchObject({
      status: 502,
      body: "GET not an Error /own/hooks/answers/string",
      cors: ALLOWED,
    });
    expect(await send(url("/hooks/answers/fine"))).toMatchObject({ status: 200, body: "fine", cors: ALLOWED });
  });

  test("hooks.onError can return a response with immutable headers, without headers of an earlier response", async () => {
    const answer = await send(url("/hooks/redirects/error"));
    expect(answer).toMatchObject({ status: 307, body: "", cors: ALLOWED });
    expect(answer.header("location")).toEqual(["https://status.example.com/"]);
    expect(answer.header("content-type")).toEqual([]);
  });

  test("An error of hooks.onError goes to app.onError, and the page can read the response", async () => {
    for (const path of ["/hooks/fails/error", "/hooks/fails/string"]) {
      expect(await send(url(path)), path).toMatchObject({
        status: 503,
        body: "app.onError: the hook, undefined",
        cors: ALLOWED,
      });
    }
  });

  test('With onError: "throw", a thrown value that is not an Error reaches the runtime', async () => {
    expect(await send(url("/hooks/throw/error"))).toMatchObject({
      status: 503,
      body: "app.onError: broken, undefined",
      cors: ALLOWED,
    });
    expect(await send(url("/hooks/throw/string"))).toMatchObject({ status: 500, cors: [] });
  });
}
