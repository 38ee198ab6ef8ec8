// The plugin on HTTP/2, whose responses have a different class.
import { once } from "node:events";
import { connect, type OutgoingHttpHeaders } from "node:http2";
import { Readable } from "node:stream";
import fastify from "fastify";
import { expect, onTestFinished, test } from "vitest";
import { cors } from "../src/index.ts";
import { ALLOWED, type Answer, APP, answerOf, DENIED, EVIL, FROM_APP, FROM_EVIL, preflight } from "./serve.ts";

const OTHER_HEADERS = {
  "access-control-allow-origin": "*",
  "access-control-allow-credentials": "true",
  vary: "accept",
};

/** Starts an application, and returns a function that sends requests to it over one session. */
async function start() {
  const app = fastify({ http2: true });
  app.register(async (scope) => {
    scope.register(cors, { policy: { origin: APP } });
    scope.addHook("onRequest", async (request, reply) => {
      if (request.headers.authorization === "none") return reply.code(401).send("no");
    });
    scope.put("/users", (_request, reply) => reply.headers(OTHER_HEADERS).send("hello"));
    scope.get("/stream", (_request, reply) => reply.headers(OTHER_HEADERS).send(Readable.from(["hel", "lo"])));
    scope.get("/object", (_request, reply) => void reply.hijack().raw.writeHead(200, OTHER_HEADERS).end("hello"));
    scope.get("/pairs", (_request, reply) => {
      reply
        .hijack()
        .raw.writeHead(200, Object.entries(OTHER_HEADERS).flat() as never)
        .end("hello");
    });
    scope.get("/write", (_request, reply) => {
      const { raw } = reply.hijack();
      for (const [name, value] of Object.entries(OTHER_HEADERS)) raw.setHeader(name, value);
      raw.write("hel");
      raw.end("lo");
    });
    scope.get("/broken", () => Promise.reject(new Error("broken")));
  });
  app.register(async (scope) => void scope.register(cors, { policy: { origin: EVIL } }), { prefix: "/api" });
  const session = connect(await app.listen({ host: "127.0.0.1", port: 0 }));
  onTestFinished(async () => {
    session.destroy();
    await app.close();
  });
  return async (path: string, headers: OutgoingHttpHeaders = {}, body?: string): Promise<Answer> => {
    const stream = session.request({ ":path": path, ...headers }, { endStream: body === undefined });
    if (body !== undefined) stream.end(body);
    const [{ ":status": status, ...rest }] = await once(stream, "response");
    let text = "";
    for await (const chunk of stream.setEncoding("utf8")) text += chunk;
    return answerOf(status, Object.entries(rest).flat() as string[], text);
  };
}

const preflightHeaders = (origin: string) => ({ ":method": "OPTIONS", ...preflight(origin).headers });

test("preflights use the scope of their route, and a 404 under a prefix uses the scope of the prefix", async () => {
  const ask = await start();
  expect(await ask("/users", preflightHeaders(APP))).toMatchObject({ status: 204, body: "" });
  expect(await ask("/users", preflightHeaders(EVIL))).toMatchObject({ status: 403, body: "" });
  expect(await ask("/users", { ...preflightHeaders(APP), authorization: "none" })).toMatchObject({ status: 204 });
  expect(await ask("/api/nowhere", preflightHeaders(EVIL))).toMatchObject({ status: 204 });
  expect((await ask("/api/nowhere", FROM_EVIL)).lines("access-control-allow-origin")).toEqual([EVIL]);
  expect(await ask("/nowhere", FROM_APP)).toMatchObject({ status: 404, cors: [] });
});

test("the policy replaces the CORS headers, however a response is sent", async () => {
  const ask = await start();
  const merged = (lines: readonly string[]) => lines.map((line) => line.replace("vary: ", "vary: accept, "));
  for (const path of ["/stream", "/object", "/pairs", "/write"]) {
    expect(await ask(path, FROM_APP), path).toMatchObject({ status: 200, body: "hello", cors: merged(ALLOWED) });
    expect(await ask(path, FROM_EVIL), path).toMatchObject({ status: 200, body: "hello", cors: merged(DENIED) });
  }
  expect(await ask("/users", { ":method": "PUT", ...FROM_APP })).toMatchObject({
    body: "hello",
    cors: merged(ALLOWED),
  });
  expect(await ask("/broken", FROM_APP)).toMatchObject({ status: 500, cors: ALLOWED });
});

test("a preflight with a body does not block the next request of the session", async () => {
  const ask = await start();
  for (let count = 0; count < 5; count += 1) {
    expect((await ask("/users", preflightHeaders(APP), "x".repeat(100_000))).status).toBe(204);
  }
  expect((await ask("/stream", FROM_APP)).body).toBe("hello");
});

test("two Origin lines are one value, which no list of origins allows", async () => {
  const ask = await start();
  const origin = [APP, EVIL] as never;
  expect((await ask("/broken", { origin })).cors).toEqual(DENIED);
  expect(await ask("/users", { ...preflightHeaders(APP), origin })).toMatchObject({ status: 403 });
});
