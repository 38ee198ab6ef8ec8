// Other hooks: authentication, hooks that read or set headers, and the timeout of a handler.
import { Readable } from "node:stream";
import { setTimeout as wait } from "node:timers/promises";
import fastify, { type FastifyInstance } from "fastify";
import { describe, expect, test } from "vitest";
import { cors } from "../src/index.ts";
import { ALLOWED, APP, ask, DENIED, EVIL, FROM_APP, FROM_EVIL, preflight, serve } from "./serve.ts";

const policy = { origin: APP };
const hello = () => "hello";

describe("authentication", () => {
  const refusals: Record<string, (scope: FastifyInstance, count: () => void) => unknown> = {
    "that replies": (scope, count) =>
      scope.addHook("onRequest", async (_request, reply) => {
        count();
        return reply.code(401).header("WWW-Authenticate", "Basic").send({ error: "no" });
      }),
    "that throws": (scope, count) =>
      scope.addHook("onRequest", async () => {
        count();
        throw Object.assign(new Error("no"), { statusCode: 401 });
      }),
    "that streams": (scope, count) =>
      scope.addHook("preParsing", async (_request, reply) => {
        count();
        await reply.code(401).send(Readable.from(["no"]));
      }),
  };

  describe.each(Object.entries(refusals))("%s", (_, refuse) => {
    const start = async (mount: (app: FastifyInstance, scope: FastifyInstance, add: () => void) => void) => {
      let runs = 0;
      const app = fastify();
      app.register(async (scope) => {
        mount(app, scope, () => void refuse(scope, () => void runs++));
        scope.get("/users", hello);
        scope.options("/own", hello);
      });
      return { url: await serve(app), runs: () => runs };
    };

    test("does not run for a preflight if it is added after the policy, or in an inner scope", async () => {
      const { url, runs } = await start((app, _scope, add) => {
        app.register(cors, { policy });
        add();
      });
      expect((await ask(`${url}/users`, preflight(APP, "GET"))).status).toBe(204);
      expect((await ask(`${url}/own`, preflight(APP, "OPTIONS"))).status).toBe(204);
      expect((await ask(`${url}/users`, preflight(EVIL, "GET"))).status).toBe(403);
      expect(runs()).toBe(0);
    });

    test("does not prevent the preflight response of its scope if it is added before the policy", async () => {
      const { url } = await start((_app, scope, add) => {
        add();
        scope.register(cors, { policy });
      });
      for (const path of ["/users", "/own"]) {
        expect(await ask(url + path, preflight(APP, "GET"))).toMatchObject({ status: 204, body: "" });
        expect(await ask(url + path, preflight(EVIL, "GET"))).toMatchObject({ status: 403, body: "" });
      }
    });

    test("rejects every other request, and the page can read the response", async () => {
      for (const isFirst of [true, false]) {
        const { url, runs } = await start((_app, scope, add) => {
          if (isFirst) add();
          scope.register(cors, { policy });
          if (!isFirst) add();
        });
        const refused = await ask(`${url}/users`, { headers: FROM_APP });
        expect(refused).toMatchObject({ status: 401, cors: ALLOWED });
        expect(refused.body).toContain("no");
        expect((await ask(`${url}/users`, { headers: FROM_EVIL })).cors).toEqual(DENIED);
        expect(runs()).toBe(2);
      }
    });
  });

  test("of the application, added before its policy, does not prevent the preflight response", async () => {
    const app = fastify();
    app.addHook("onRequest", async (_request, reply) => reply.code(401).send({ error: "no" }));
    await app.register(cors, { policy });
    app.get("/users", hello);
    const url = await serve(app);
    for (const path of ["/users", "/nowhere"]) {
      const answer = await ask(url + path, preflight(APP));
      expect(answer).toMatchObject({ status: 204, body: "" });
      expect([answer.lines("content-type"), answer.lines("content-length")]).toEqual([[], []]);
      expect(await ask(url + path, preflight(EVIL))).toMatchObject({ status: 403, body: "" });
      expect(await ask(url + path, { headers: FROM_APP })).toMatchObject({ status: 401, cors: ALLOWED });
    }
  });

  test("sends its response unchanged if no policy applies", async () => {
    const app = fastify();
    app.addHook("onRequest", async (_request, reply) => reply.code(401).send("no"));
    app.register(async (scope) => void scope.register(cors, { policy }));
    app.get("/users", hello);
    const url = await serve(app);
    expect(await ask(`${url}/users`, preflight(APP, "GET"))).toMatchObject({ status: 401, body: "no", cors: [] });
  });

  test("that rejects before a predicate fails reaches the error handler", async () => {
    const app = fastify();
    app.addHook("onRequest", async (_request, reply) => reply.code(401).send("no"));
    const origin = () => {
      throw new Error("no database");
    };
    app.register(cors, { policy: { origin } });
    const url = await serve(app);
    const answer = await ask(url, { headers: FROM_APP });
    expect(answer.cors).toEqual(DENIED);
    expect(answer.body).toContain("no database");
  });
});

describe("other hooks", () => {
  test("can read the CORS headers from the reply", async () => {
    const seen: unknown[] = [];
    const app = fastify();
    app.register(cors, { policy: { ...policy, credentials: true } });
    const see = (name: string, reply: { getHeader(name: string): unknown }) =>
      seen.push([name, reply.getHeader("Access-Control-Allow-Origin"), reply.getHeader("vary")]);
    app.addHook("preHandler", async (_request, reply) => void see("preHandler", reply));
    app.addHook("onSend", async (_request, reply) => void see("onSend", reply));
    app.addHook("onResponse", async (_request, reply) => void see("onResponse", reply));
    app.get("/users", hello);
    const url = await serve(app);
    await ask(`${url}/users`, { headers: FROM_APP });
    await expect.poll(() => seen).toEqual(["preHandler", "onSend", "onResponse"].map((name) => [name, APP, "Origin"]));
    seen.length = 0;
    await ask(`${url}/users`, preflight(APP));
    const vary = "Origin, Access-Control-Request-Method, Access-Control-Request-Headers";
    await expect.poll(() => seen).toEqual(["onSend", "onResponse"].map((name) => [name, APP, vary]));
  });

  test("do not read CORS headers that an earlier hook set", async () => {
    const seen: unknown[] = [];
    const app = fastify();
    app.addHook("onRequest", async (_request, reply) => void reply.header("Access-Control-Allow-Origin", "*"));
    app.register(cors, { policy });
    app.addHook(
      "preHandler",
      async (_request, reply) => void seen.push(reply.getHeader("access-control-allow-origin")),
    );
    app.get("/users", hello);
    const url = await serve(app);
    expect((await ask(`${url}/users`, { headers: FROM_EVIL })).cors).toEqual(DENIED);
    expect(seen).toEqual([undefined]);
  });

  test("can add headers to a preflight response, but cannot change its CORS headers", async () => {
    const app = fastify();
    app.addHook("onRequest", async (_request, reply) => void reply.header("X-Before", "1").header("Vary", "Accept"));
    app.register(cors, { policy });
    app.addHook("onSend", async (_request, reply) => {
      reply.headers({ "X-After": "2", "Access-Control-Allow-Origin": "*", "Access-Control-Allow-Credentials": "true" });
    });
    app.get("/users", hello);
    const url = await serve(app);
    const answer = await ask(`${url}/users`, preflight(APP));
    expect([answer.lines("x-before"), answer.lines("x-after")]).toEqual([["1"], ["2"]]);
    expect(answer.lines("access-control-allow-origin")).toEqual([APP]);
    expect(answer.lines("access-control-allow-credentials")).toEqual([]);
    const denied = await ask(`${url}/users`, preflight(EVIL));
    expect(denied.cors).toEqual([
      "vary: Accept, Origin, Access-Control-Request-Method, Access-Control-Request-Headers",
    ]);
    expect((await ask(`${url}/users`, { headers: FROM_EVIL })).cors).toEqual(["vary: Accept, Origin"]);
  });

  test("that run before the handler do not run for a preflight", async () => {
    let runs = 0;
    const app = fastify();
    app.register(cors, { policy });
    app.addHook("preHandler", async () => void runs++);
    app.all("/users", hello);
    const url = await serve(app);
    expect((await ask(`${url}/users`, preflight(APP))).status).toBe(204);
    expect(runs).toBe(0);
    expect((await ask(`${url}/users`, { method: "OPTIONS", headers: FROM_APP })).body).toBe("hello");
    expect(runs).toBe(1);
  });
});

describe("an asynchronous predicate", () => {
  test("delays the handler, which runs once", async () => {
    let runs = 0;
    const app = fastify();
    app.register(cors, { policy: { origin: async (origin) => wait(2, origin === APP) } });
    app.get("/users", () => wait(5, `${++runs}`));
    const url = await serve(app);
    expect(await ask(`${url}/users`, { headers: FROM_APP })).toMatchObject({ body: "1", cors: ALLOWED });
    expect(await ask(`${url}/users`, { headers: FROM_EVIL })).toMatchObject({ body: "2", cors: DENIED });
    expect((await ask(`${url}/users`, preflight(APP))).status).toBe(204);
    expect((await ask(`${url}/users`, preflight(EVIL))).status).toBe(403);
    expect(runs).toBe(2);
  });

  test.each(["GET", "OPTIONS"])("does not replace the response of another hook to %s", async (method) => {
    const warnings: string[] = [];
    const app = fastify({ logger: { level: "warn", stream: { write: (line: string) => void warnings.push(line) } } });
    app.addHook("onRequest", (_request, reply, done) => {
      setTimeout(() => reply.raw.writeHead(503).end("timeout"), 1);
      done();
    });
    app.register(cors, { policy: { origin: () => wait(20, true) } });
    app.get("/users", hello);
    const url = await serve(app);
    const headers = { ...FROM_APP, "access-control-request-method": "GET" };
    expect(await ask(`${url}/users`, { method, headers })).toMatchObject({ status: 503, body: "timeout" });
    await wait(40);
    expect(warnings).toEqual([]);
  });
});
