// Predicates, policy functions and hooks that use Hono's context.
import { definePolicy, explain } from "@fetch-cors/core";
import type { Context } from "hono";
import { createMiddleware } from "hono/factory";
import { cors, definePolicy as definePolicyForHono } from "../../src/index.ts";
import { ownApp, policy } from "./own-app.ts";

interface AppEnv {
  Bindings: { readonly allowed: string };
  Variables: { readonly partner: string };
}

const tenants = new Map([
  ["one", definePolicy({ origin: "https://app.example.com", credentials: true })],
  ["two", definePolicy({ origin: "https://evil.example" })],
  ["public", definePolicy({ origin: "*" })],
]);
const denyAll = definePolicy({ origin: "https://nobody.example" });

const context = ownApp<AppEnv>("context")
  .use(async (c, next) => {
    c.set("partner", "https://app.example.com");
    await next();
  })
  .use("/variable", cors({ origin: (origin, _request, c: Context<AppEnv>) => origin === c.var.partner }))
  .use("/compiled", cors(definePolicyForHono({ origin: (origin, _request, c) => origin === c.var.partner })))
  .use("/binding", cors<AppEnv>({ origin: async (origin, _request, c) => origin === c.env.allowed }))
  .use("/request", cors({ origin: (_origin, request, c) => request === c.req.raw }))
  .use(
    "/tenants/:tenant/*",
    cors((_request, c) => tenants.get(c.req.param("tenant") ?? "") ?? denyAll),
  )
  .use(
    "/later/:tenant/*",
    cors(async (_request, c) => tenants.get(c.req.param("tenant") ?? "") ?? denyAll),
  )
  .use(
    "/observed",
    cors(policy, {
      onDecision: (decision, request, c) => c.header("X-Decision", `${request.method}: ${explain(decision)}`),
    }),
  )
  .use("/observer-fails", cors(policy, { onDecision: () => Promise.reject(new Error("observer")) }))
  // As Hono's documentation has it for options that are only known with a request.
  .use(
    "/made",
    createMiddleware<AppEnv>((c, next) => cors({ origin: c.var.partner })(c, next)),
  )
  .all("*", (c) => c.text("hello"));

export const contexts = { context };
