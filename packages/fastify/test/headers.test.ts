// The policy replaces every Access-Control-* header, whatever sets one, and however the response is sent.
import { createReadStream } from "node:fs";
import { Readable } from "node:stream";
import fastify, { type FastifyReply, type RouteHandlerMethod } from "fastify";
import { describe, expect, test } from "vitest";
import { cors } from "../src/index.ts";
import { ALLOWED, APP, ask, DENIED, EVIL, FROM_APP, FROM_EVIL, preflight, serve } from "./serve.ts";

const policy = { origin: APP };
const OTHER_HEADERS = { "access-control-allow-origin": "*", "Access-Control-Allow-Credentials": "true", "X-Own": "1" };
const PAIRS = Object.entries(OTHER_HEADERS);

type Raw = FastifyReply["raw"];
const answerRaw = (answer: (raw: Raw) => unknown): RouteHandlerMethod => {
  return (_request, reply) => void answer(reply.hijack().raw);
};

const handlers: Record<string, RouteHandlerMethod> = {
  "reply.header": (_request, reply) => reply.headers(OTHER_HEADERS).send("hello"),
  "reply.header in an async handler": async (_request, reply) => {
    reply.headers(OTHER_HEADERS);
    return "hello";
  },
  "reply.raw.setHeader": (_request, reply) => {
    for (const [name, value] of PAIRS) reply.raw.setHeader(name, value);
    return "hello";
  },
  "a stream": (_request, reply) => reply.headers(OTHER_HEADERS).send(Readable.from(["hel", "lo"])),
  "a stream of the web": (_request, reply) => reply.headers(OTHER_HEADERS).send(new Blob(["hello"]).stream()),
  "a Response": (_request, reply) => reply.send(new Response("hello", { headers: OTHER_HEADERS })),
  "a buffer": (_request, reply) => reply.headers(OTHER_HEADERS).send(Buffer.from("hello")),
  "an object with a serializer": (_request, reply) =>
    reply
      .headers(OTHER_HEADERS)
      .serializer(() => "hello")
      .send({}),
  "hijack and setHeader": answerRaw((raw) => {
    for (const [name, value] of PAIRS) raw.setHeader(name, value);
    raw.end("hello");
  }),
  "hijack and writeHead with an object": answerRaw((raw) => raw.writeHead(200, OTHER_HEADERS).end("hello")),
  "hijack and writeHead with a reason": answerRaw((raw) => raw.writeHead(200, "Fine", OTHER_HEADERS).end("hello")),
  "hijack and writeHead with an undefined reason": answerRaw((raw) =>
    raw.writeHead(200, undefined, OTHER_HEADERS).end("hello"),
  ),
  "hijack and writeHead with names and values": answerRaw((raw) => raw.writeHead(200, PAIRS.flat()).end("hello")),
  "hijack and writeHead with pairs": answerRaw((raw) => raw.writeHead(200, PAIRS as never).end("hello")),
  "hijack and writeHead with inherited CORS headers": answerRaw((raw) => {
    // Node sends own properties only.
    const inherited = { "access-control-allow-origin": APP, vary: "Origin" };
    raw.writeHead(200, Object.assign(Object.create(inherited), { "X-Own": "1" })).end("hello");
  }),
  "hijack and write": answerRaw((raw) => {
    for (const [name, value] of PAIRS) raw.setHeader(name, value);
    raw.write("hel");
    raw.end("lo");
  }),
  "hijack and flushHeaders": answerRaw((raw) => {
    for (const [name, value] of PAIRS) raw.setHeader(name, value);
    raw.flushHeaders();
    raw.end("hello");
  }),
  "hijack and writeHeader, the former name": answerRaw((raw) => {
    const { writeHeader = raw.writeHead } = raw as { writeHeader?: Raw["writeHead"] };
    writeHeader.call(raw, 200, OTHER_HEADERS);
    raw.end("hello");
  }),
};

test.each(Object.entries(handlers))(
  "a handler with %s sends its own headers and the CORS headers",
  async (_, handler) => {
    const app = fastify();
    app.register(cors, { policy });
    app.get("/users", handler);
    const url = `${await serve(app)}/users`;
    const allowed = await ask(url, { headers: FROM_APP });
    expect(allowed).toMatchObject({ status: 200, body: "hello", cors: ALLOWED });
    expect(allowed.lines("x-own")).toEqual(["1"]);
    expect(await ask(url, { headers: FROM_EVIL })).toMatchObject({ status: 200, body: "hello", cors: DENIED });
    expect(await ask(url)).toMatchObject({ status: 200, body: "hello", cors: DENIED });
    // `inject` returns the same headers.
    const injected = await app.inject({ url: "/users", headers: FROM_APP });
    expect(injected.headers).toMatchObject({ "access-control-allow-origin": APP, vary: "Origin", "x-own": "1" });
    expect(injected.headers).not.toHaveProperty("access-control-allow-credentials");
    expect(injected.body).toBe("hello");
  },
);

describe("CORS headers are replaced in other places", () => {
  test("an earlier onRequest hook", async () => {
    const app = fastify();
    app.addHook("onRequest", async (_request, reply) => void reply.headers(OTHER_HEADERS));
    app.register(cors, { policy });
    app.get("/", () => "hello");
    const url = await serve(app);
    expect(await ask(url, { headers: FROM_APP })).toMatchObject({ status: 200, cors: ALLOWED });
    expect(await ask(url, { headers: FROM_EVIL })).toMatchObject({ status: 200, cors: DENIED });
    expect((await ask(url, preflight(EVIL))).lines("access-control-allow-credentials")).toEqual([]);
  });

  test("an onSend hook, an error handler and an error", async () => {
    const app = fastify();
    app.register(cors, { policy });
    app.register(async (scope) => {
      scope.addHook("onSend", async (_request, reply) => void reply.headers(OTHER_HEADERS));
      scope.get("/on-send", () => "hello");
    });
    app.register(async (scope) => {
      scope.setErrorHandler((_error, _request, reply) => reply.code(418).headers(OTHER_HEADERS).send("handled"));
      scope.get("/handled", () => Promise.reject(new Error("broken")));
    });
    app.get("/error", () => Promise.reject(Object.assign(new Error("broken"), { headers: OTHER_HEADERS })));
    const url = await serve(app);
    for (const [path, status] of [
      ["/on-send", 200],
      ["/handled", 418],
      ["/error", 500],
    ] as const) {
      const allowed = await ask(url + path, { headers: FROM_APP });
      expect(allowed, path).toMatchObject({ status, cors: ALLOWED });
      expect(allowed.lines("x-own"), path).toEqual(["1"]);
      expect(await ask(url + path, { headers: FROM_EVIL }), path).toMatchObject({ status, cors: DENIED });
    }
  });

  test("a handler that calls callNotFound", async () => {
    const app = fastify();
    app.register(async (scope) => {
      scope.register(cors, { policy });
      scope.get("/users", (_request, reply) => reply.headers(OTHER_HEADERS).callNotFound());
    });
    const url = await serve(app);
    expect(await ask(`${url}/users`, { headers: FROM_APP })).toMatchObject({ status: 404, cors: ALLOWED });
    expect(await ask(`${url}/users`, { headers: FROM_EVIL })).toMatchObject({ status: 404, cors: DENIED });
  });
});

describe("other parts of a response", () => {
  test("stay unchanged: cookies, the status text, a redirect, HEAD, and a file", async () => {
    const app = fastify();
    app.register(cors, { policy });
    app.get("/cookies", (_request, reply) => reply.header("set-cookie", "a=1").header("Set-Cookie", "b=2").send());
    app.get("/raw-cookies", (_request, reply) => {
      const lines = ["Set-Cookie", "a=1", "set-cookie", "b=2", "Set-Cookie", "c=3"];
      reply.hijack().raw.writeHead(200, lines).end();
    });
    app.get("/redirect", (_request, reply) => reply.redirect("/cookies"));
    app.get("/file", (_request, reply) => reply.type("text/plain").send(createReadStream(new URL(import.meta.url))));
    const url = await serve(app);
    const cookies = await ask(`${url}/cookies`, { headers: FROM_APP });
    expect(cookies.lines("set-cookie")).toEqual(["a=1", "b=2"]);
    expect((await ask(`${url}/raw-cookies`)).lines("set-cookie")).toEqual(["a=1", "b=2", "c=3"]);
    const redirect = await ask(`${url}/redirect`, { headers: FROM_APP });
    expect(redirect).toMatchObject({ status: 302, cors: ALLOWED });
    expect(redirect.lines("location")).toEqual(["/cookies"]);
    const head = await ask(`${url}/cookies`, { method: "HEAD", headers: FROM_APP });
    expect(head).toMatchObject({ status: 200, body: "", cors: ALLOWED });
    const file = await ask(`${url}/file`, { headers: FROM_APP });
    expect(file.cors).toEqual(ALLOWED);
    expect(file.body).toContain("createReadStream");
  });

  test("include Vary, which is merged into one line, except Vary: *", async () => {
    const app = fastify();
    app.register(cors, { policy });
    app.get("/", (_request, reply) => reply.header("Vary", "Accept").send());
    app.get("/lines", (_request, reply) => reply.header("Vary", ["Accept", "origin"]).send());
    app.get("/appended", (_request, reply) => reply.header("Vary", `${reply.getHeader("vary")}, Accept`).send());
    app.get("/similar", (_request, reply) => reply.header("Vary", "Origin-Agent-Cluster").send());
    app.get("/star", (_request, reply) => reply.header("Vary", "*").send());
    app.get("/raw", (_request, reply) => {
      reply.hijack().raw.setHeader("Vary", ["Accept", "Cookie"]).writeHead(200, { vary: "Accept" }).end();
    });
    const url = await serve(app);
    const varyOf = async (path: string) => (await ask(url + path, { headers: FROM_APP })).lines("vary");
    expect(await varyOf("/")).toEqual(["Accept, Origin"]);
    expect(await varyOf("/lines")).toEqual(["Accept, origin"]);
    expect(await varyOf("/appended")).toEqual(["Origin, Accept"]);
    expect(await varyOf("/similar")).toEqual(["Origin-Agent-Cluster, Origin"]);
    expect(await varyOf("/star")).toEqual(["*"]);
    expect(await varyOf("/raw")).toEqual(["Accept, Origin"]);
  });

  test("are listed by name for exposedHeaders: * with credentials", async () => {
    const app = fastify();
    app.register(cors, { policy: { ...policy, credentials: true, exposedHeaders: "*" } });
    app.get("/", (_request, reply) => reply.header("X-Own", "1").send("hello"));
    const url = await serve(app);
    const [list = ""] = (await ask(url, { headers: FROM_APP })).lines("access-control-expose-headers");
    expect(list.toLowerCase().split(", ")).toContain("x-own");
  });

  test("keep Node's errors for headers that are late or invalid", async () => {
    const codes: unknown[] = [];
    const note = (run: () => unknown): void => {
      try {
        run();
      } catch (error) {
        codes.push((error as { code?: string }).code);
      }
    };
    const app = fastify();
    app.register(cors, { policy });
    app.get("/", (_request, reply) => {
      const { raw } = reply.hijack();
      note(() => raw.writeHead(200, { "X-Own": undefined as never }));
      note(() => raw.writeHead(99));
      raw.writeHead(200);
      note(() => raw.writeHead(200, OTHER_HEADERS));
      raw.end();
    });
    const url = await serve(app);
    expect(await ask(url, { headers: FROM_APP })).toMatchObject({ status: 200, cors: ALLOWED });
    expect(codes).toEqual(["ERR_HTTP_INVALID_HEADER_VALUE", "ERR_HTTP_INVALID_STATUS_CODE", "ERR_HTTP_HEADERS_SENT"]);
  });
});

test("two Origin lines are one value, which no list of origins allows", async () => {
  const app = fastify();
  app.register(cors, { policy });
  app.get("/", () => "hello");
  const url = await serve(app);
  expect((await ask(url, { headers: { origin: [APP, EVIL] } as never })).cors).toEqual(DENIED);
});
