// Which policy decides: that of the innermost scope, for its routes, their preflights and the 404s under its prefix.
import fastify, { type FastifyInstance, type FastifyRequest } from "fastify";
import { describe, expect, test } from "vitest";
import { cors, definePolicy } from "../src/index.ts";
import { ALLOWED, APP, ask, EVIL, FROM_APP, FROM_EVIL, preflight, serve } from "./serve.ts";

const policy = { origin: APP };
const allowEvil = { policy: { origin: EVIL } };
const hello = () => "hello";
const failing = {
  origin: (): boolean => {
    throw new Error("the database is down");
  },
};

/** Returns the origin that a response allows, or its status if it allows none. */
async function allowedBy(url: string, options: Parameters<typeof ask>[1] = {}): Promise<string | number> {
  const { status, lines } = await ask(url, options);
  return lines("access-control-allow-origin")[0] ?? status;
}

describe("one policy for the whole application", () => {
  const start = (): Promise<string> => {
    const app = fastify();
    app.register(cors, { policy });
    app.put("/users", hello);
    app.options("/own", () => "plain");
    return serve(app);
  };

  test("answers a preflight to a route that has no OPTIONS", async () => {
    const url = await start();
    const answer = await ask(`${url}/users`, preflight(APP));
    expect(answer).toMatchObject({ status: 204, body: "" });
    expect(answer.lines("access-control-allow-origin")).toEqual([APP]);
    expect(answer.lines("vary")).toEqual(["Origin, Access-Control-Request-Method, Access-Control-Request-Headers"]);
    const denied = await ask(`${url}/users`, preflight(EVIL));
    expect(denied).toMatchObject({ status: 403, body: "" });
    expect(denied.cors).toEqual(["vary: Origin, Access-Control-Request-Method, Access-Control-Request-Headers"]);
  });

  test("gives its predicate the parameters of the route for preflights too", async () => {
    const app = fastify();
    const seen: unknown[] = [];
    const origin = (_origin: string, request: { params: unknown }): boolean => {
      const { params } = request;
      seen.push({ ...(params as object) }, params === request.params);
      return true;
    };
    app.register(cors, { policy: { origin } });
    app.put("/users/:id", hello);
    const url = await serve(app);
    await ask(`${url}/users/7`, preflight(APP));
    await ask(`${url}/nowhere`, preflight(APP));
    expect(seen).toEqual([{ id: "7" }, true, { "*": "nowhere" }, true]);
  });

  type See = (request: { params: unknown }) => true;
  test.each<[string, (see: See) => object]>([
    ["a predicate", (see) => ({ policy: { origin: (_: string, request: FastifyRequest) => see(request) } })],
    ["a compiled predicate", (see) => ({ policy: definePolicy({ origin: (_, request) => see(request) }) })],
    [
      "a policy function",
      (see) => ({ policy: (request: FastifyRequest) => see(request) && definePolicy({ origin: "*" }) }),
    ],
    ["onDecision", (see) => ({ policy, onDecision: (_: unknown, request: FastifyRequest) => see(request) })],
    ["onError", (see) => ({ policy: failing, onError: (_: unknown, request: FastifyRequest) => see(request) })],
  ])("gives %s the parameters of the route for preflights", async (_, optionsFor) => {
    const app = fastify();
    const seen: unknown[] = [];
    const see: See = ({ params }) => {
      seen.push({ ...(params as object) });
      return true;
    };
    app.register(cors, optionsFor(see) as never);
    app.put("/users/:id", hello);
    await ask(`${await serve(app)}/users/7`, preflight(APP));
    expect(seen).toEqual([{ id: "7" }]);
  });

  test("lets a hook replace the parameters of a preflight", async () => {
    const app = fastify();
    let seen: unknown;
    app.register(cors, { policy: { origin: () => true } });
    app.addHook("onSend", async (request) => {
      request.params = { id: "hook" };
    });
    app.addHook("onSend", async (request) => {
      seen = request.params;
    });
    app.put("/users/:id", hello);
    await ask(`${await serve(app)}/users/7`, preflight(APP));
    expect(seen).toEqual({ id: "hook" });
  });

  test("answers a preflight to a path without any route, and a preflight for a method that Fastify does not support", async () => {
    const url = await start();
    expect((await ask(`${url}/nowhere`, preflight(APP))).status).toBe(204);
    expect((await ask(`${url}/users`, preflight(APP, "no method"))).status).toBe(204);
  });

  test("passes plain OPTIONS requests, but no preflights, to the route or Fastify's 404", async () => {
    const url = await start();
    expect(await ask(`${url}/own`, { method: "OPTIONS", headers: FROM_APP })).toMatchObject({
      status: 200,
      body: "plain",
    });
    expect(await ask(`${url}/own`, { method: "OPTIONS" })).toMatchObject({ status: 200, body: "plain" });
    expect(await ask(`${url}/own`, preflight(APP))).toMatchObject({ status: 204, body: "" });
    const missing = await ask(`${url}/users`, { method: "OPTIONS", headers: FROM_APP });
    expect(missing).toMatchObject({ status: 404 });
    expect(missing.lines("access-control-allow-origin")).toEqual([APP]);
  });

  test("covers the 404s of the application and of a scope with its own 404 handler", async () => {
    const app = fastify();
    app.register(cors, { policy });
    app.register(async (scope) => void scope.setNotFoundHandler((_request, reply) => reply.code(404).send("scope")), {
      prefix: "/api",
    });
    const url = await serve(app);
    expect(await ask(`${url}/nowhere`, { headers: FROM_APP })).toMatchObject({ status: 404, cors: ALLOWED });
    expect(await ask(`${url}/api/x`, { headers: FROM_APP })).toMatchObject({ body: "scope", cors: ALLOWED });
    expect((await ask(`${url}/api/x`, preflight(APP))).status).toBe(204);
  });

  test("works together with an OPTIONS * route of the application", async () => {
    const app = fastify();
    app.options("*", () => "star");
    app.register(cors, { policy });
    app.register(async (scope) => {
      scope.register(cors, allowEvil);
      scope.get("/evil", hello);
    });
    const url = await serve(app);
    expect(await ask(`${url}/x`, { method: "OPTIONS" })).toMatchObject({ body: "star" });
    expect(await allowedBy(`${url}/x`, preflight(APP))).toBe(APP);
    expect(await allowedBy(`${url}/evil`, preflight(EVIL))).toBe(EVIL);
  });
});

describe("several scopes without a prefix", () => {
  const registrations: Record<string, (scope: FastifyInstance, options: typeof allowEvil) => unknown> = {
    "before the routes": (scope, options) => void scope.register(cors, options),
    "and awaited": async (scope, options) => void (await scope.register(cors, options)),
  };

  test.each(Object.entries(registrations))("registered %s, decide their own routes", async (_, register) => {
    const app = fastify();
    for (const [path, origin] of [
      ["/app", APP],
      ["/evil", EVIL],
    ] as const) {
      app.register(async (scope) => {
        await register(scope, { policy: { origin } });
        scope.get(path, hello);
        scope.put(`${path}/:id`, hello);
        scope.options(`${path}/own`, hello);
      });
    }
    app.get("/none", hello);
    const url = await serve(app);
    for (const [path, own, other] of [
      ["/app", APP, EVIL],
      ["/evil", EVIL, APP],
    ] as const) {
      expect(await allowedBy(url + path, { headers: { origin: own } })).toBe(own);
      expect(await allowedBy(url + path, { headers: { origin: other } })).toBe(200);
      // The last preflight is for a method that the path has no route for.
      for (const [target, method] of [
        [path, "GET"],
        [`${path}/7?a=b`, "PUT"],
        [`${path}/own`, "OPTIONS"],
        [path, "DELETE"],
      ] as const) {
        expect(await allowedBy(url + target, preflight(own, method)), target).toBe(own);
        expect(await allowedBy(url + target, preflight(other, method)), target).toBe(403);
      }
    }
    expect(await ask(`${url}/none`, { headers: FROM_APP })).toMatchObject({ status: 200, cors: [] });
    expect(await ask(`${url}/none`, preflight(APP, "GET"))).toMatchObject({ status: 404, cors: [] });
    expect(await ask(`${url}/nowhere`, preflight(APP))).toMatchObject({ status: 404, cors: [] });
  });

  test("can share a path: each decides for its own methods", async () => {
    const app = fastify();
    app.register(async (scope) => {
      scope.register(cors);
      scope.get("/users", hello);
    });
    app.register(async (scope) => {
      scope.register(cors, { policy });
      scope.put("/users", hello);
    });
    const url = await serve(app);
    expect(await allowedBy(`${url}/users`, { headers: FROM_EVIL })).toBe("*");
    expect(await allowedBy(`${url}/users`, preflight(EVIL, "GET"))).toBe("*");
    expect(await allowedBy(`${url}/users`, preflight(EVIL, "PUT"))).toBe(403);
    expect(await allowedBy(`${url}/users`, preflight(APP, "PUT"))).toBe(APP);
  });
});

describe("a scope inside another", () => {
  test("decides alone, and the outer policy adds nothing", async () => {
    const app = fastify();
    app.register(cors, { policy });
    app.get("/users", hello);
    app.register(async (scope) => {
      scope.register(cors);
      scope.put("/users", hello);
      scope.register(async (inner) => void inner.get("/public", hello));
    });
    app.register(async (scope) => void scope.get("/inherited", hello));
    const url = await serve(app);
    expect((await ask(`${url}/public`, { headers: FROM_EVIL })).cors).toEqual(["access-control-allow-origin: *"]);
    expect((await ask(`${url}/inherited`, { headers: FROM_APP })).cors).toEqual(ALLOWED);
    expect(await allowedBy(`${url}/users`, preflight(EVIL, "GET"))).toBe(403);
    expect(await allowedBy(`${url}/users`, preflight(EVIL, "PUT"))).toBe("*");
    // Fastify handles requests without a route in the scope of the application.
    expect(await allowedBy(`${url}/nowhere`, preflight(EVIL))).toBe(403);
  });

  test("inherits a policy that is registered after it", async () => {
    const app = fastify();
    app.register(async (scope) => void scope.get("/users", hello));
    app.register(cors, { policy });
    const url = await serve(app);
    expect((await ask(`${url}/users`, { headers: FROM_APP })).cors).toEqual(ALLOWED);
    expect(await allowedBy(`${url}/users`, preflight(APP))).toBe(APP);
  });

  test("cannot have two policies", async () => {
    const app = fastify();
    app.register(cors, { policy });
    app.register(cors, allowEvil);
    await expect(app.ready()).rejects.toThrow("this scope already has a CORS policy");
  });
});

describe("a scope with a prefix", () => {
  test("decides for requests under the prefix without a route", async () => {
    const app = fastify();
    app.register(async (scope) => void scope.register(cors, { policy }), { prefix: "/api" });
    app.register(async (scope) => void scope.register(cors, allowEvil), { prefix: "/api/v1/" });
    const url = await serve(app);
    for (const path of ["/api", "/api/", "/api?a=b", "/api/nowhere"]) {
      expect(await ask(url + path, { headers: FROM_APP }), path).toMatchObject({ status: 404, cors: ALLOWED });
      expect(await allowedBy(url + path, preflight(APP)), path).toBe(APP);
      expect(await allowedBy(url + path, preflight(EVIL)), path).toBe(403);
    }
    expect(await allowedBy(`${url}/api/v1/nowhere`, { headers: FROM_EVIL })).toBe(EVIL);
    for (const path of ["/", "/api2", "/apis/x", "/x/api"]) {
      expect(await ask(url + path, { headers: FROM_APP }), path).toMatchObject({ status: 404, cors: [] });
      expect(await ask(url + path, preflight(APP)), path).toMatchObject({ status: 404, cors: [] });
    }
  });

  test("does not change the 404 handlers of the application and of the scope", async () => {
    const app = fastify();
    app.setNotFoundHandler((_request, reply) => reply.code(404).send("application"));
    app.register(async (scope) => void scope.register(cors, { policy }), { prefix: "/one" });
    app.register(
      async (scope) => {
        await scope.register(cors, { policy });
        scope.setNotFoundHandler((_request, reply) => reply.code(404).send("scope"));
      },
      { prefix: "/two" },
    );
    const url = await serve(app);
    expect(await ask(`${url}/one/x`, { headers: FROM_APP })).toMatchObject({ body: "application", cors: ALLOWED });
    expect(await ask(`${url}/two/x`, { headers: FROM_APP })).toMatchObject({ body: "scope", cors: ALLOWED });
    expect(await ask(`${url}/three`, { headers: FROM_APP })).toMatchObject({ body: "application", cors: [] });
  });

  test("does not decide for a scope under its prefix that is not inside it", async () => {
    const app = fastify();
    app.register(async (scope) => void scope.register(cors, { policy }), { prefix: "/api" });
    app.register(async (scope) => void scope.setNotFoundHandler((_request, reply) => reply.code(404).send()), {
      prefix: "/api/other",
    });
    app.get("/api/root", hello);
    const url = await serve(app);
    expect((await ask(`${url}/api/other/x`, { headers: FROM_APP })).cors).toEqual([]);
    expect((await ask(`${url}/api/root`, { headers: FROM_APP })).cors).toEqual([]);
    expect(await ask(`${url}/api/root`, preflight(APP, "GET"))).toMatchObject({ status: 404, cors: [] });
  });

  test("does not give its prefix to a scope inside it", async () => {
    const app = fastify();
    app.register(
      async (scope) => {
        scope.register(async (inner) => {
          inner.register(cors, { policy });
          inner.get("/users", hello);
        });
      },
      { prefix: "/api" },
    );
    const url = await serve(app);
    expect(await allowedBy(`${url}/api/users`, preflight(APP))).toBe(APP);
    expect((await ask(`${url}/api/nowhere`, { headers: FROM_APP })).cors).toEqual([]);
  });

  test("can have a parameter, which a predicate can read for preflights too", async () => {
    const app = fastify();
    const seen: unknown[] = [];
    app.register(
      async (scope) => {
        const origin = (value: string, request: { params: { tenant: string } }) => {
          seen.push({ ...request.params });
          return value === `https://${request.params.tenant}.example`;
        };
        scope.register(cors, { policy: { origin } });
        scope.put("/users/:id", hello);
      },
      { prefix: "/:tenant/a.b" },
    );
    const url = await serve(app);
    const origin = "https://acme.example";
    expect(await allowedBy(`${url}/acme/a.b/users/7?x=1`, preflight(origin))).toBe(origin);
    expect(await allowedBy(`${url}/other/a.b/users/7`, preflight(origin))).toBe(403);
    expect(seen).toEqual([
      { tenant: "acme", id: "7" },
      { tenant: "other", id: "7" },
    ]);
    expect((await ask(`${url}/acme/a.b/nowhere`, { headers: FROM_APP })).cors).toEqual(["vary: Origin"]);
    expect((await ask(`${url}/acme/axb/nowhere`, { headers: FROM_APP })).cors).toEqual([]);
  });

  test.each([{ caseSensitive: false }, { routerOptions: { caseSensitive: false } }])(
    "matches paths like the router: %o",
    async (options) => {
      const app = fastify(options);
      app.register(async (scope) => void scope.register(cors, { policy }), { prefix: "/api" });
      const url = await serve(app);
      expect((await ask(`${url}/API/nowhere`, { headers: FROM_APP })).cors).toEqual(ALLOWED);
    },
  );
});
