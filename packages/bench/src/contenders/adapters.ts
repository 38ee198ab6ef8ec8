import { express, expressApp, fastify, fastifyApp, hono, honoApp } from "@fetch-cors/peers";
import type { Contender } from "../contender.ts";

/** Our adapters in the frameworks of the peers. */
export const adapters: readonly Contender[] = [
  {
    name: "@fetch-cors/hono",
    kind: "ours",
    bare: hono.name,
    comparedWith: "hono/cors",
    start: async (policy, handler) => {
      const { cors } = await import("@fetch-cors/hono");
      return honoApp(handler, cors(policy as never) as never);
    },
  },
  {
    name: "@fetch-cors/node on Express",
    kind: "ours",
    bare: express.name,
    comparedWith: "cors on Express",
    start: async (policy, handler) => {
      const { cors } = await import("@fetch-cors/node");
      return expressApp(handler, cors(policy as never) as never);
    },
  },
  {
    name: "@fetch-cors/node around Express",
    kind: "ours",
    bare: express.name,
    comparedWith: "cors on Express",
    start: async (policy, handler) => {
      const { withCors } = await import("@fetch-cors/node");
      return expressApp(handler, undefined, (app) => withCors(app, policy as never));
    },
  },
  {
    name: "@fetch-cors/fastify",
    kind: "ours",
    bare: fastify.name,
    comparedWith: "@fastify/cors",
    start: async (policy, handler) => {
      const { cors } = await import("@fetch-cors/fastify");
      return fastifyApp(handler, cors as never, { policy });
    },
  },
];
