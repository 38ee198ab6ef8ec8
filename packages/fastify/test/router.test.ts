// How the route of a preflight is found: by constraints, for a rewritten URL, and without side effects.
import fastify, { type FastifyInstance, type RouteOptions } from "fastify";
import { describe, expect, test } from "vitest";
import { cors } from "../src/index.ts";
import { APP, ask, EVIL, FROM_APP, preflight, serve } from "./serve.ts";

type RouteConstraint = NonNullable<RouteOptions["constraints"]>;

const hello = () => "hello";

/** Adds two scopes without a prefix, with different constraints for the same path. */
function addScopes(app: FastifyInstance, constraints: readonly [RouteConstraint, RouteConstraint]): void {
  for (const [index, origin] of [APP, EVIL].entries()) {
    app.register(async (scope) => {
      scope.register(cors, { policy: { origin } });
      scope.route({ method: "PUT", url: "/users", constraints: constraints[index] as RouteConstraint, handler: hello });
    });
  }
}

/** Adds a second policy. With only the policy of the application, preflights need no route. */
const addOtherScope = (app: FastifyInstance): void =>
  void app.register(async (scope) => void scope.register(cors, { policy: { origin: EVIL } }), { prefix: "/other" });

async function statusOf(url: string, origin: string, headers: Record<string, string> = {}): Promise<number> {
  const { method, headers: own } = preflight(origin);
  return (await ask(url, { method, headers: { ...own, ...headers } })).status;
}

describe("a route with a constraint", () => {
  test("on the host has the policy of its scope", async () => {
    const app = fastify();
    addScopes(app, [{ host: "one.test" }, { host: "two.test" }]);
    const url = `${await serve(app)}/users`;
    expect(await statusOf(url, APP, { host: "one.test" })).toBe(204);
    expect(await statusOf(url, EVIL, { host: "one.test" })).toBe(403);
    expect(await statusOf(url, EVIL, { host: "two.test" })).toBe(204);
    expect(await statusOf(url, EVIL, { host: "three.test" })).toBe(404);
  });

  test("on a version is found, although a preflight has no version", async () => {
    const app = fastify();
    addScopes(app, [{ version: "1.2.0" }, { host: "two.test" }]);
    const url = `${await serve(app)}/users`;
    expect(await statusOf(url, APP)).toBe(204);
    expect(await statusOf(url, EVIL)).toBe(403);
    expect(await statusOf(url, EVIL, { host: "two.test" })).toBe(204);
    const answer = await ask(url, { method: "PUT", headers: { ...FROM_APP, "accept-version": "1.x" } });
    expect(answer.lines("access-control-allow-origin")).toEqual([APP]);
  });

  test("of a custom kind has the policy of its scope", async () => {
    const app = fastify();
    app.addConstraintStrategy({
      name: "region",
      storage: () => new Map() as never,
      deriveConstraint: (request: { headers: Record<string, unknown> }) => request.headers["x-region"] as string,
    } as never);
    addScopes(app, [{ region: "eu" }, { region: "us" }]);
    const url = `${await serve(app)}/users`;
    expect(await statusOf(url, APP, { "x-region": "eu" })).toBe(204);
    expect(await statusOf(url, APP, { "x-region": "us" })).toBe(403);
    expect(await statusOf(url, EVIL, { "x-region": "us" })).toBe(204);
  });

  test("that is asynchronous leaves a preflight to the policy of the application", async () => {
    const app = fastify();
    app.register(cors, { policy: { origin: APP } });
    addOtherScope(app);
    app.addConstraintStrategy({
      name: "secret",
      storage: () => ({ get: () => null, set: () => undefined }) as never,
      deriveConstraint: (_request: unknown, _context: unknown, done: (error: null, value: string) => void) =>
        void setTimeout(done, 1, null, "value"),
    } as never);
    app.route({ method: "PUT", url: "/users", constraints: { secret: "x" }, handler: hello });
    app.get("/users", hello);
    app.addHook("onResponse", async () => undefined);
    const url = `${await serve(app)}/users`;
    expect(await statusOf(url, APP)).toBe(204);
    expect(await statusOf(url, EVIL)).toBe(403);
    expect((await ask(url, { headers: FROM_APP })).lines("access-control-allow-origin")).toEqual([APP]);
  });
});

test("a preflight to a rewritten URL finds the route of the new URL", async () => {
  const app = fastify({ rewriteUrl: ({ url = "" }) => url.replace("/old", "/new") });
  app.register(async (scope) => {
    scope.register(cors, { policy: { origin: APP } });
    scope.put("/new/users", hello);
  });
  const url = await serve(app);
  expect(await statusOf(`${url}/old/users`, APP)).toBe(204);
  expect(await statusOf(`${url}/old/users`, EVIL)).toBe(403);
});

describe("the lookup of a route has no effect", () => {
  const HEADERS: readonly (string | false)[] = [false, "X-Request-Id"];

  test.each(HEADERS)("on request ids, with requestIdHeader: %s", async (requestIdHeader) => {
    let ids = 0;
    const seen: string[] = [];
    const app = fastify({ requestIdHeader, genReqId: () => `own-${++ids}` });
    app.addHook("onRequest", async ({ id }) => void seen.push(id));
    app.register(async (scope) => {
      scope.register(cors, { policy: { origin: APP } });
      scope.put("/users", hello);
    });
    const url = `${await serve(app)}/users`;
    expect(await statusOf(url, APP)).toBe(204);
    expect((await ask(url, { method: "PUT", headers: FROM_APP })).body).toBe("hello");
    expect(seen).toEqual(["own-1", "own-2"]);
    expect(await statusOf(url, APP, { "x-request-id": "theirs" })).toBe(204);
    expect(await statusOf(url, EVIL, { "x-request-id": "theirs" })).toBe(403);
    expect(seen.slice(2)).toEqual(requestIdHeader ? ["theirs", "theirs"] : ["own-3", "own-4"]);
  });

  test("on the log, and runs no hook of the route", async () => {
    const lines: string[] = [];
    const hooks: string[] = [];
    const app = fastify({ logger: { level: "info", stream: { write: (line: string) => void lines.push(line) } } });
    app.register(async (scope) => {
      scope.register(cors, { policy: { origin: APP } });
      scope.addHook("onRequest", async () => void hooks.push("onRequest"));
      scope.addHook("onResponse", async () => void hooks.push("onResponse"));
      scope.addHook("onTimeout", async () => void hooks.push("onTimeout"));
      scope.put("/users", hello);
    });
    const url = `${await serve(app)}/users`;
    expect(await statusOf(url, APP)).toBe(204);
    await expect.poll(() => lines.filter((line) => line.includes("request completed"))).toHaveLength(1);
    expect(lines.filter((line) => line.includes("incoming request"))).toHaveLength(1);
    expect(hooks).toEqual([]);
  });

  test("on a scope with its own request ids, and the outer policy still applies", async () => {
    const app = fastify();
    app.register(cors, { policy: { origin: APP } });
    addOtherScope(app);
    app.register(async (scope) => {
      scope.setGenReqId(() => "own");
      scope.put("/users", ({ id }) => id);
    });
    const url = `${await serve(app)}/users`;
    expect(await statusOf(url, APP)).toBe(204);
    expect((await ask(url, { method: "PUT" })).body).toBe("own");
  });
});
