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
  test("Hono's own 500 carries the headers of the policy, now or later", async () => {
    for (const path of ["/errors/error", "/errors/later", "/errors/forgotten", "/errors/after/answer"]) {
      expect(await send(url(path)), path).toMatchObject({ status: 500, body: "Internal Server Error", cors: ALLOWED });
      expect(await send(url(path), { origin: EVIL }), path).toMatchObject({ status: 500, cors: DENIED });
    }
  });

  test("The response of an HTTPException goes out, without the CORS headers that it had", async () => {
    const answer = await send(url("/errors/exception"));
    expect(answer).toMatchObject({
      status: 401,
      body: "who are you?",
      cors: ["access-control-allow-origin: https://app.example.com", "vary: Accept, Origin"],
    });
    expect(answer.header("www-authenticate")).toEqual(["Bearer"]);
  });

  test("A timeout is a 504 that the page can read", async () => {
    expect(await send(url("/errors/slow"))).toMatchObject({ status: 504, cors: ALLOWED });
  });

  test("app.onError decides, and the policy has the last word about CORS headers", async () => {
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

  test("What is thrown and is no Error gets to app.onError as the cause of one", async () => {
    expect(await send(url("/on-error/string"))).toMatchObject({
      status: 503,
      body: "app.onError: the thrown value is not an Error, no Error",
      cors: ALLOWED,
    });
    expect(await send(url("/on-error/nothing"))).toMatchObject({
      status: 503,
      body: "app.onError: the thrown value is not an Error, undefined",
      cors: ALLOWED,
    });
  });

  test("A sub-app's own onError decides, with the policy around the sub-app or in it", async () => {
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

  test("app.notFound decides, for a path without a route and for a handler that finds nothing", async () => {
    for (const path of ["/not-found/nobody", "/not-found/by-handler"]) {
      expect(await send(url(path)), path).toMatchObject({ status: 404, body: "nothing here", cors: ALLOWED });
      expect(await send(url(path), { origin: EVIL }), path).toMatchObject({ status: 404, cors: DENIED });
    }
    expect(await send(url("/not-found/users"), { method: "OPTIONS" })).toMatchObject({
      status: 404,
      cors: ALLOWED_ON_OPTIONS,
    });
  });

  test("An app.notFound that throws ends at app.onError, and the page can read it", async () => {
    expect(await send(url("/not-found-throws/nobody"))).toMatchObject({ status: 404, body: "thrown", cors: ALLOWED });
  });

  test("A predicate or a policy function that fails ends at app.onError; no handler runs, and no CORS header goes out", async () => {
    for (const [path, error] of [
      ["/failing/throws/users", "predicate, undefined"],
      ["/failing/rejects/users", "the thrown value is not an Error, no Error"],
      ["/failing/policy/users", "predicate, undefined"],
    ] as const) {
      const answer = { status: 503, body: `app.onError: ${error}` };
      expect(await send(url(path)), path).toMatchObject({ ...answer, cors: DENIED });
      expect(await preflight(url(path)), path).toMatchObject({ ...answer, cors: DENIED_ON_OPTIONS });
      expect(await send(url(path), { method: "OPTIONS" }), path).toMatchObject({ ...answer, cors: DENIED_ON_OPTIONS });
    }
  });

  test("A raw response of app.onError gets the policy's headers, and keeps its Vary, whatever has failed", async () => {
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

  test("app.onError sees the headers that middleware around the policy has set", async () => {
    expect((await send(url("/raw-errors/around/users?seen=1"))).header("x-seen")).toEqual(["kept"]);
  });

  test("Middleware around it still sees and changes that response, and an outer policy decides", async () => {
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

  test("An app.onError that sets c.res itself, and then answers, has no say about CORS headers either", async () => {
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

  test("A policy that is asked after one that failed decides alone", async () => {
    expect(await send(url("/fallback/users"))).toMatchObject({ status: 200, body: "hello", cors: ALLOWED });
    expect(await preflight(url("/fallback/users"))).toMatchObject({ status: 204, cors: ALLOWED_PREFLIGHT });
    expect(await send(url("/fallback/error"))).toMatchObject({
      status: 500,
      cors: [ALLOWED[0], "vary: Accept-Language, Origin"],
    });
  });

  test("Where only the policy matches, the policy also decides about a raw response of app.onError", async () => {
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

  test("hooks.onError answers for a predicate that fails, and no CORS header goes out either", async () => {
    expect(await send(url("/failing/hook/users"))).toMatchObject({ status: 502, body: "hook: no Error", cors: DENIED });
  });

  test("hooks.onError answers instead of app.onError, with the error, the request and the context", async () => {
    expect(await send(url("/hooks/answers/error"))).toMatchObject({
      status: 502,
      body: "GET Error: broken /own/hooks/answers/error",
      cors: ALLOWED,
    });
    expect(await send(url("/hooks/answers/string"))).toMatchObject({
      status: 502,
      body: "GET no Error /own/hooks/answers/string",
      cors: ALLOWED,
    });
    expect(await send(url("/hooks/answers/fine"))).toMatchObject({ status: 200, body: "fine", cors: ALLOWED });
  });

  test("hooks.onError can answer with immutable headers, and nothing of the answer before goes along", async () => {
    const answer = await send(url("/hooks/redirects/error"));
    expect(answer).toMatchObject({ status: 307, body: "", cors: ALLOWED });
    expect(answer.header("location")).toEqual(["https://status.example.com/"]);
    expect(answer.header("content-type")).toEqual([]);
  });

  test("What hooks.onError throws ends at app.onError, and the page can read it", async () => {
    for (const path of ["/hooks/fails/error", "/hooks/fails/string"]) {
      expect(await send(url(path)), path).toMatchObject({
        status: 503,
        body: "app.onError: the hook, undefined",
        cors: ALLOWED,
      });
    }
  });

  test('With onError: "throw" Hono has its way: what is no Error goes on to the runtime', async () => {
    expect(await send(url("/hooks/throw/error"))).toMatchObject({
      status: 503,
      body: "app.onError: broken, undefined",
      cors: ALLOWED,
    });
    expect(await send(url("/hooks/throw/string"))).toMatchObject({ status: 500, cors: [] });
  });
}
