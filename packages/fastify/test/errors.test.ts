// Errors of routes, whose responses pages can read, and of predicates and policy functions, whose responses they
// cannot.
import { Readable } from "node:stream";
import fastify from "fastify";
import { describe, expect, test } from "vitest";
import { type CorsDecision, cors, definePolicy } from "../src/index.ts";
import { ALLOWED, APP, ask, DENIED, EVIL, FROM_APP, FROM_EVIL, preflight, serve } from "./serve.ts";

const policy = { origin: APP };

test("the error response of a route gets the CORS headers: a 500, a 400 of a schema, a 415, a stream that fails", async () => {
  const app = fastify();
  app.register(cors, { policy });
  app.get("/broken", () => Promise.reject(new Error("secret")));
  app.get("/nothing", () => Promise.reject(undefined));
  const querystring = { type: "object", required: ["a"] };
  app.get("/valid", { schema: { querystring } }, () => "hello");
  app.post("/media", () => "hello");
  app.get("/stream", (_request, reply) =>
    reply.send(
      new Readable({ read: (): never => Promise.reject(new Error("broken")) as never }).destroy(new Error("x")),
    ),
  );
  const url = await serve(app);
  for (const [method, path, status] of [
    ["GET", "/broken", 500],
    ["GET", "/nothing", 500],
    ["GET", "/valid", 400],
    ["POST", "/media", 415],
    ["GET", "/stream", 500],
  ] as const) {
    const other = { "content-type": "x/y", "content-length": "0" };
    const headers = method === "POST" ? other : {};
    expect(await ask(url + path, { method, headers: { ...headers, ...FROM_APP } }), path).toMatchObject({
      status,
      cors: ALLOWED,
    });
    expect(await ask(url + path, { method, headers: { ...headers, ...FROM_EVIL } }), path).toMatchObject({
      status,
      cors: DENIED,
    });
  }
});

const failing = (thrown: unknown) => ({
  "a predicate": {
    origin: () => {
      throw thrown;
    },
  },
  "a predicate that rejects": { origin: () => Promise.reject(thrown) },
  "a policy function": () => {
    throw thrown;
  },
  "a policy function that rejects": () => Promise.reject(thrown),
});
const VARY_OPTIONS = ["vary: Origin, Access-Control-Request-Method, Access-Control-Request-Headers"];

describe.each(Object.keys(failing(undefined)) as (keyof ReturnType<typeof failing>)[])("an error of %s", (kind) => {
  test.each([
    ["an Error", new Error("no database"), "no database"],
    ["nothing", undefined, "the thrown value is not an Error"],
    ["a string", "no database", "the thrown value is not an Error"],
  ])("that is %s goes to Fastify's error handler, whose response has no CORS headers", async (_, thrown, message) => {
    let runs = 0;
    const decisions: CorsDecision[] = [];
    const app = fastify();
    app.setErrorHandler((error: Error, _request, reply) =>
      reply.code(503).header("access-control-allow-origin", "*").send(error.message),
    );
    app.register(cors, {
      policy: failing(thrown)[kind] as never,
      onDecision: (decision: CorsDecision) => decisions.push(decision),
    });
    app.get("/users", () => `${++runs}`);
    const url = `${await serve(app)}/users`;
    expect(await ask(url, { headers: FROM_APP })).toMatchObject({ status: 503, body: message, cors: DENIED });
    const answer = await ask(url, preflight(APP));
    expect(answer).toMatchObject({ status: 503, body: message, cors: VARY_OPTIONS });
    expect(runs).toBe(0);
    expect(decisions.map(({ kind, allowed, reason }) => [kind, allowed, reason])).toEqual([
      ["actual", false, "error"],
      ["preflight", false, "error"],
    ]);
  });

  const hooks = {
    "returns a value": () => "sorry",
    "returns a promise": async () => "sorry",
    "returns a Response": () => new Response("sorry"),
    "calls reply.send": (_error: unknown, _request: unknown, reply: { send(payload: string): unknown }) =>
      void reply.send("sorry"),
    "returns the reply": (_error: unknown, _request: unknown, reply: { send(payload: string): unknown }) =>
      reply.send("sorry"),
  };
  test.each(Object.entries(hooks))("goes to an onError that %s", async (_, onError) => {
    const app = fastify();
    app.register(cors, { policy: failing(new Error("x"))[kind] as never, onError });
    app.get("/users", () => "hello");
    const url = `${await serve(app)}/users`;
    expect(await ask(url, { headers: FROM_APP })).toMatchObject({ body: "sorry", cors: DENIED });
    expect(await ask(url, preflight(APP))).toMatchObject({ body: "sorry", cors: VARY_OPTIONS });
  });

  test.each([
    ['is "throw"', "throw" as const, "first"],
    [
      "throws",
      () => {
        throw new Error("second");
      },
      "second",
    ],
    ["rejects with nothing", () => Promise.reject(undefined), "the thrown value is not an Error"],
  ])("goes to Fastify's error handler if onError %s", async (_, onError, message) => {
    const app = fastify();
    app.register(cors, { policy: failing(new Error("first"))[kind] as never, onError });
    app.get("/users", () => "hello");
    const url = `${await serve(app)}/users`;
    const answer = await ask(url, { headers: FROM_APP });
    expect(answer).toMatchObject({ status: 500, cors: DENIED });
    expect(JSON.parse(answer.body)).toMatchObject({ message });
  });
});

test("onDecision observes each decision once, with Fastify's request and reply", async () => {
  const seen: unknown[] = [];
  const app = fastify();
  app.register(cors, {
    policy,
    onDecision: ({ kind, allowed }, request, reply) => {
      seen.push([kind, allowed, request.url, reply.request === request]);
      throw new Error("ignored");
    },
  });
  app.get("/users", () => "hello");
  const url = `${await serve(app)}/users`;
  await ask(url);
  await ask(url, { headers: FROM_APP });
  await ask(url, preflight(EVIL));
  expect(seen).toEqual([
    ["not-cors", false, "/users", true],
    ["actual", true, "/users", true],
    ["preflight", false, "/users", true],
  ]);
});

test("a compiled policy, a policy function and a predicate receive Fastify's request and reply", async () => {
  const seen: unknown[] = [];
  const compiled = definePolicy({
    origin: (origin, request, reply) => {
      seen.push(["predicate", origin, request.url, reply.request === request]);
      return true;
    },
  });
  const app = fastify();
  app.register(cors, {
    policy: async (request, reply) => {
      seen.push(["function", request.url, reply.request === request]);
      return compiled;
    },
  });
  app.get("/users", () => "hello");
  const url = `${await serve(app)}/users`;
  expect(await ask(url, { headers: FROM_APP })).toMatchObject({ status: 200, cors: ALLOWED });
  expect(seen).toEqual([
    ["function", "/users", true],
    ["predicate", APP, "/users", true],
  ]);
});
