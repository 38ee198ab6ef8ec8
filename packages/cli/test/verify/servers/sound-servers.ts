/** Servers that answer as a policy does, each in its own way: no page can observe a difference. */
import { type CorsPolicy, definePolicy } from "@fetch-cors/core";
import { cors as fastifyCors } from "@fetch-cors/fastify";
import { cors as honoCors } from "@fetch-cors/hono";
import { cors as expressCors, withCors } from "@fetch-cors/node";
import { serve } from "@hono/node-server";
import express, { type Express, type Request, type Response } from "express";
import Fastify from "fastify";
import { Hono } from "hono";
import { byHand, soundByHand, withPackage } from "./express-mistakes.ts";
import { startNodeServer, type TestServer } from "./node-server.ts";
import { PUBLIC, STRICT } from "./policies.ts";
import { upstream } from "./upstream.ts";

export interface SoundServer {
  readonly server: string;
  readonly policy: CorsPolicy;
  readonly start: () => Promise<TestServer>;
}

const node =
  (policy: CorsPolicy): (() => Promise<TestServer>) =>
  () =>
    startNodeServer(withCors(upstream as never, policy));
const app =
  (make: () => Express): (() => Promise<TestServer>) =>
  () =>
    startNodeServer(make());

const ONE_ORIGIN = definePolicy({
  origin: "https://app.example.com",
  methods: ["GET", "PUT"],
  allowedHeaders: ["X-A", "X-B"],
});
const WILDCARDS = definePolicy({
  origin: ["https://app.example.com"],
  credentials: true,
  methods: "*",
  allowedHeaders: ["*", "Authorization"],
  exposedHeaders: "*",
});
const PREDICATE = definePolicy({
  origin: (origin: string) => origin.endsWith(".localhost:3000") || origin === "https://tenant-7.example",
  credentials: true,
});

async function startFastify(): Promise<TestServer> {
  const fastify = Fastify();
  await fastify.register(fastifyCors, { policy: STRICT });
  fastify.all("/users", (_request, reply) => reply.header("X-Total-Count", "2").send(["Ada"]));
  const url = await fastify.listen({ host: "127.0.0.1", port: 0 });
  return { url: `${url}/users`, stop: () => fastify.close() };
}

async function startHono(): Promise<TestServer> {
  const hono = new Hono();
  hono.use(honoCors(STRICT));
  hono.all("/users", (context) => context.json(["Ada"], 200, { "X-Total-Count": "2" }));
  const server = serve({ fetch: hono.fetch, port: 0, hostname: "127.0.0.1" });
  await new Promise((resolve) => server.once("listening", resolve));
  const { port } = server.address() as { port: number };
  const stop = async (): Promise<void> => {
    await new Promise((resolve) => server.close(resolve));
  };
  return { url: `http://127.0.0.1:${port}/users`, stop };
}

/** Nothing here is the policy's affair: the status, the body, cookies, and where a redirect leads to. */
function whimsical(): Express {
  let requests = 0;
  const whims = express();
  whims.use(expressCors(STRICT));
  whims.all("/users", (request: Request, response: Response) => {
    requests += 1;
    response.set("Set-Cookie", `visit=${requests}`).set("ETag", `"${requests}"`).vary("Accept-Encoding");
    if (request.method === "PUT") response.redirect(307, "https://elsewhere.example/");
    else if (request.method === "DELETE") response.status(500).end();
    else response.status(200 + (requests % 5)).send(String(Math.random()));
  });
  return whims;
}

/** One fixed origin for everyone: no other page can read it, whatever a cache does. */
function constant(): Express {
  return express().use((request: Request, response: Response) => {
    response.set("Access-Control-Allow-Origin", "https://app.example.com");
    response.set("Access-Control-Max-Age", "600");
    response
      .set("Access-Control-Allow-Methods", "GET,PUT")
      .set("Access-Control-Allow-Headers", "x-a")
      .append("Access-Control-Allow-Headers", "x-b");
    if (request.method === "OPTIONS") response.status(200).send("fine");
    else response.json({});
  });
}

/** Allows only what is requested, if the policy has it. */
const repeating = byHand(({ headers }, request) => {
  const method = request.get("Access-Control-Request-Method") ?? "";
  if (headers.has("Access-Control-Allow-Methods")) {
    headers.set("Access-Control-Allow-Methods", ["GET", "PUT", "DELETE"].includes(method) ? method : "");
    const requested = request.get("Access-Control-Request-Headers")?.split(",") ?? [];
    const known = requested.filter((name) => ["content-type", "authorization", "x-request-id"].includes(name));
    headers.set("Access-Control-Allow-Headers", known.join(", "));
  }
});

export const SOUND_SERVERS: readonly SoundServer[] = [
  { server: "withCors on node:http", policy: STRICT, start: node(STRICT) },
  { server: "withCors with a public policy", policy: PUBLIC, start: node(PUBLIC) },
  { server: "withCors with wildcards and credentials", policy: WILDCARDS, start: node(WILDCARDS) },
  { server: "withCors with a predicate", policy: PREDICATE, start: node(PREDICATE) },
  { server: "withCors with one origin", policy: ONE_ORIGIN, start: node(ONE_ORIGIN) },
  { server: "Hono", policy: STRICT, start: startHono },
  { server: "Fastify", policy: STRICT, start: startFastify },
  { server: "Express with a whimsical handler", policy: STRICT, start: app(whimsical) },
  { server: "Express with the cors package", policy: STRICT, start: app(withPackage()) },
  { server: "Express by hand", policy: STRICT, start: app(soundByHand) },
  { server: "Express, which repeats what is requested", policy: STRICT, start: app(repeating) },
  {
    server: "Express, with statuses of its own for preflights",
    policy: STRICT,
    start: app(
      byHand((answer) => {
        if (answer.status) answer.status = 226;
      }),
    ),
  },
  {
    server: "Express, without Vary on what no cache may store",
    policy: STRICT,
    start: app(
      byHand(({ headers }) => {
        headers.delete("Vary");
        headers.set("Cache-Control", "no-store");
      }),
    ),
  },
  {
    server: "Express, with Vary: *",
    policy: STRICT,
    start: app(byHand(({ headers }) => void headers.set("Vary", "*"))),
  },
  {
    server: "Express, without Vary on preflights",
    policy: STRICT,
    start: app(
      byHand((answer) => {
        if (answer.status) answer.headers.delete("Vary");
      }),
    ),
  },
  {
    server: "Express, with header names in lower case and a list on two lines",
    policy: ONE_ORIGIN,
    start: app(constant),
  },
  {
    server: "Express, which lists credentials for denied origins",
    policy: STRICT,
    start: app(byHand(({ headers }) => void headers.set("Access-Control-Allow-Credentials", "true"))),
  },
  {
    server: "Express, which names one allowed origin to all others",
    policy: STRICT,
    start: app(
      byHand(({ headers }) => {
        if (!headers.has("Access-Control-Allow-Origin"))
          headers.set("Access-Control-Allow-Origin", "https://app.example.com");
      }),
    ),
  },
];
