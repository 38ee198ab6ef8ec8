// `app.use(cors)` instead of `app.use(cors())`: Hono then calls `cors` itself, with the context and `next`.
import { Hono, type MiddlewareHandler } from "hono";
import { every, except, some } from "hono/combine";
import { expect, test } from "vitest";
import { cors } from "../src/index.ts";

const uncalled = cors as unknown as MiddlewareHandler;
const apps: Readonly<Record<string, (app: Hono) => unknown>> = {
  use: (app) => app.use(uncalled),
  "use with a path": (app) => app.use("/users", uncalled),
  get: (app) => app.get("/users", uncalled),
  on: (app) => app.on("GET", "/users", uncalled),
  every: (app) => app.use(every(uncalled)),
  some: (app) => app.use(some(uncalled)),
  except: (app) => app.use(except("/nothing", uncalled)),
  route: (app) => app.route("/", new Hono().use(uncalled)),
};

test.each(Object.keys(apps))("The first request fails with an error that names the missing call: %s", async (name) => {
  const errors: Error[] = [];
  const app = new Hono();
  apps[name]?.(app);
  app
    .get("/users", (c) => c.text("hello"))
    .onError((error, c) => {
      errors.push(error);
      return c.text("sorry", 500);
    });
  const response = await app.request("/users", { headers: { Origin: "https://app.example.com" } });
  expect([response.status, response.headers.get("Access-Control-Allow-Origin")]).toEqual([500, null]);
  expect(errors.map(String)).toEqual([
    "TypeError: cors was not called; write app.use(cors()) instead of app.use(cors)",
  ]);
});

test("A function instead of the hooks is not reported as a missing call", () => {
  expect(() => cors({ origin: "*" }, (() => undefined) as never)).toThrow(TypeError);
  expect(() => cors({ origin: "*" }, (() => undefined) as never)).not.toThrow("was not called");
});
