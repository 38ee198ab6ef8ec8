// The policy owns every Access-Control-* header, whatever else sets one, and whichever way the response is sent.
import { createReadStream } from "node:fs";
import { Readable } from "node:stream";
import fastify, { type FastifyReply, type RouteHandlerMethod } from "fastify";
import { describe, expect, test } from "vitest";
import { cors } from "../src/index.ts";
import { ALLOWED, APP, ask, DENIED, EVIL, FROM_APP, FROM_EVIL, serve } from "./serve.ts";

const policy = { origin: APP };
const FOREIGN = { "access-control-allow-origin": "*", "Access-Control-Allow-Credentials": "true", "X-Own": "1" };
const PAIRS = Object.entries(FOREIGN);

type Raw = FastifyReply["raw"];
const answerRaw = (answer: (raw: Raw) => unknown): RouteHandlerMethod => {
  return (_request, reply) => void answer(reply.hijack().raw);
};

const handlers: Record<string, RouteHandlerMethod> = {
  "reply.header": (_request, reply) => reply.headers(FOREIGN).send("hello"),
  "reply.header in an async handler": async (_request, reply) => {
    reply.headers(FOREIGN);
    return "hello";
  },
  "reply.raw.setHeader": (_request, reply) => {
    for (const [name, value] of PAIRS) reply.raw.setHeader(name, value);
    return "hello";
  },
  "a stream": (_request, reply) => reply.headers(FOREIGN).send(Readable.from(["hel", "lo"])),
  "a stream of the web": (_request, reply) => reply.headers(FOREIGN).send(new Blob(["hello"]).stream()),
  "a Response": (_request, reply) => reply.send(new Response("hello", { headers: FOREIGN })),
  "a buffer": (_request, reply) => reply.headers(FOREIGN).send(Buffer.from("hello")),
  "an object with a serializer": (_request, reply) =>
    reply
      .headers(FOREIGN)
      .serializer(() => "hello")
      .send({}),
  "hijack and setHeader": answerRaw((raw) => {
    for (const [name, value] of PAIRS) raw.setHeader(name, value);
    raw.end("hello");
  }),
  "hijack and writeHead with an object": answerRaw((raw) => raw.writeHead(200, FOREIGN).end("hello")),
  "hijack and writeHead with a reason": answerRaw((raw) => raw.writeHead(200, "Fine", FOREIGN).end("hello")),
  "hijack and writeHead with undefined for a reason": answerRaw((raw) =>
    raw.writeHead(200, undefined, FOREIGN).end("hello"),
  ),
  "hijack and writeHead with names and values": answerRaw((raw) => raw.writeHead(200, PAIRS.flat()).end("hello")),
  "hijack and writeHead with pairs": answerRaw((raw) => raw.writeHead(200, PAIRS as never).end("hello")),
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
  "hijack and writeHeader, its former name": answerRaw((raw) => {
    const { writeHeader = raw.writeHead } = raw as { writeHeader?: Raw["writeHead"] };
    writeHeader.call(raw, 200, FOREIGN);
    raw.end("hello");
  }),
};

test.each(Object.entries(handlers))(
  "A handler with %s gets its own headers out, and the policy's",
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
    // `inject` shows the same headers.
    const injected = await app.inject({ url: "/users", headers: FROM_APP });
    expect(injected.headers).toMatchObject({ "access-control-allow-origin": APP, vary: "Origin", "x-own": "1" });
    expect(injected.headers).not.toHaveProperty("access-control-allow-credentials");
    expect(injected.body).toBe("hello");
  },
);

describe("Other places that set headers", () => {
  test("an onSend hook, an error handler and an error", async () => {
    const app = fastify();
    app.register(cors, { policy });
    app.register(async (scope) => {
      scope.addHook("onSend", async (_request, reply) => void reply.headers(FOREIGN));
      scope.get("/on-send", () => "hello");
    });
    app.register(async (scope) => {
      scope.setErrorHandler((_error, _request, reply) => reply.code(418).headers(FOREIGN).send("handled"));
      scope.get("/handled", () => Promise.reject(new Error("broken")));
    });
    app.get("/error", () => Promise.reject(Object.assign(new Error("broken"), { headers: FOREIGN })));
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
      scope.get("/users", (_request, reply) => reply.headers(FOREIGN).callNotFound());
    });
    const url = await serve(app);
    expect(await ask(`${url}/users`, { headers: FROM_APP })).toMatchObject({ status: 404, cors: ALLOWED });
    expect(await ask(`${url}/users`, { headers: FROM_EVIL })).toMatchObject({ status: 404, cors: DENIED });
  });
});

describe("Everything else of a response", () => {
  test("stays: cookies, the reason, a redirect, HEAD, and a file", async () => {
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

  test("its Vary is merged into one line, and * stays", async () => {
    const app = fastify();
    app.register(cors, { policy });
    app.get("/", (_request, reply) => reply.header("Vary", "Accept").send());
    app.get("/lines", (_request, reply) => reply.header("Vary", ["Accept", "origin"]).send());
    app.get("/appended", (_request, reply) => reply.header("Vary", `${reply.getHeader("vary")}, Accept`).send());
    app.get("/star", (_request, reply) => reply.header("Vary", "*").send());
    app.get("/raw", (_request, reply) => {
      reply.hijack().raw.setHeader("Vary", ["Accept", "Cookie"]).writeHead(200, { vary: "Accept" }).end();
    });
    const url = await serve(app);
    const varyOf = async (path: string) => (await ask(url + path, { headers: FROM_APP })).lines("vary");
    expect(await varyOf("/")).toEqual(["Accept, Origin"]);
    expect(await varyOf("/lines")).toEqual(["Accept, origin"]);
    expect(await varyOf("/appended")).toEqual(["Origin, Accept"]);
    expect(await varyOf("/star")).toEqual(["*"]);
    expect(await varyOf("/raw")).toEqual(["Accept, Origin"]);
  });

  test("its own headers are listed for exposedHeaders: * with credentials", async () => {
    const app = fastify();
    app.register(cors, { policy: { ...policy, credentials: true, exposedHeaders: "*" } });
    app.get("/", (_request, reply) => reply.header("X-Own", "1").send("hello"));
    const url = await serve(app);
    const [list = ""] = (await ask(url, { headers: FROM_APP })).lines("access-control-expose-headers");
    expect(list.toLowerCase().split(", ")).toContain("x-own");
  });

  test("Node itself reports headers that are set too late, or invalid", async () => {
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
      note(() => raw.writeHead(200, FOREIGN));
      raw.end();
    });
    const url = await serve(app);
    expect(await ask(url, { headers: FROM_APP })).toMatchObject({ status: 200, cors: ALLOWED });
    expect(codes).toEqual(["ERR_HTTP_INVALID_HEADER_VALUE", "ERR_HTTP_INVALID_STATUS_CODE", "ERR_HTTP_HEADERS_SENT"]);
  });
});

test("Two lines of Origin are one value, which no policy allows", async () => {
  const app = fastify();
  app.register(cors, { policy });
  app.get("/", () => "hello");
  const url = await serve(app);
  expect((await ask(url, { headers: { origin: [APP, EVIL] } as never })).cors).toEqual(DENIED);
});
