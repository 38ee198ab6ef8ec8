import type { Runtime } from "@fetch-cors/peers/runtimes";
import { BARE, CORE, REFERENCE } from "./contender.ts";

/** Contenders that put the policy around the listener of `node:http` instead of the handler. */
export const HAND_WRITTEN_LISTENER = "hand-written around the listener";
export const OUR_LISTENER = "@fetch-cors/node around the listener";

/** Contenders without CORS. */
export const WITHOUT_CORS: readonly string[] = [BARE, "hono"];

const HANDLERS = [...WITHOUT_CORS, REFERENCE, CORE, "@fetch-cors/hono", "hono/cors"];

/** The servers of each runtime. `@hono/node-server` creates cheaper responses than Node. */
export const SERVERS: { readonly [Id in Runtime["id"]]?: readonly string[] } = {
  "node-20": ["@hono/node-server"],
  "node-24": ["@hono/node-server", "srvx"],
  bun: ["Bun.serve"],
  deno: ["Deno.serve"],
};

/** The contenders behind a server. */
export const contendersBehind = (server: string): readonly string[] =>
  server === "@hono/node-server" || server === "srvx" ? [...HANDLERS, HAND_WRITTEN_LISTENER, OUR_LISTENER] : HANDLERS;
