import type { Peer } from "./peer.ts";
import { cors } from "./peers/cors.ts";
import { elysiaCors } from "./peers/elysia.ts";
import { corsOnExpress } from "./peers/express.ts";
import { fastifyCors } from "./peers/fastify.ts";
import { h3Cors } from "./peers/h3.ts";
import { honoCors } from "./peers/hono.ts";
import { ittyRouter } from "./peers/itty-router.ts";
import { remix } from "./peers/remix.ts";
import { remixUtils } from "./peers/remix-utils.ts";
import { whatwgNodeCors } from "./peers/whatwg-node.ts";

/** Every peer, those without a framework first. */
export const PEERS: readonly Peer[] = [
  ittyRouter,
  remix,
  remixUtils,
  cors,
  honoCors,
  h3Cors,
  whatwgNodeCors,
  elysiaCors,
  corsOnExpress,
  fastifyCors,
];
