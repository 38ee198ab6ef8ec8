import type { Contender } from "./contender.ts";
import { bare } from "./contenders/bare.ts";
import { cors } from "./contenders/cors.ts";
import { elysia } from "./contenders/elysia.ts";
import { express } from "./contenders/express.ts";
import { fastify } from "./contenders/fastify.ts";
import { fetchCors } from "./contenders/fetch-cors.ts";
import { h3 } from "./contenders/h3.ts";
import { handWritten } from "./contenders/hand-written.ts";
import { hono } from "./contenders/hono.ts";
import { ittyRouter } from "./contenders/itty-router.ts";
import { remix } from "./contenders/remix.ts";
import { remixUtils } from "./contenders/remix-utils.ts";
import { whatwgNode } from "./contenders/whatwg-node.ts";

/** Everyone who is measured. */
export const CONTENDERS: readonly Contender[] = [
  bare,
  ...handWritten,
  ...fetchCors,
  ittyRouter,
  remix,
  remixUtils,
  cors,
  ...hono,
  ...h3,
  ...whatwgNode,
  ...elysia,
  ...express,
  ...fastify,
];
