import type { FastifyPluginCallback } from "fastify";
import { nodeApp } from "../node-app.ts";
import type { Framework, Handler, Inability, Peer, Server } from "../peer.ts";
import { corsOptions } from "./cors.ts";

/**
 * A Fastify application with one route behind a plugin. Its router receives requests and responses of `node:http`, as
 * from Fastify's own server.
 */
export async function fastifyApp(
  handler: Handler,
  plugin?: FastifyPluginCallback<never>,
  options?: object,
): Promise<Server | Inability> {
  if (handler.isFetched) return { cannot: "fetched responses" };
  const { default: create } = await import("fastify");
  const app = create();
  if (plugin) await app.register(plugin as never, options as never);
  app.all("/users", (_request, reply) => {
    reply.code(handler.status);
    for (const [name, value] of handler.headers) {
      if (name === "vary" && reply.hasHeader(name)) reply.header(name, `${reply.getHeader(name)}, ${value}`);
      else reply.header(name, value);
    }
    reply.send(handler.body);
  });
  await app.ready();
  return nodeApp((req, res) => app.routing(req, res));
}

/** @fastify/cors accepts null for an absent list, but not undefined. */
const withoutUndefined = (options: object): object =>
  Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));

export const fastify: Framework = { name: "fastify", start: (handler) => fastifyApp(handler) };

export const fastifyCors: Peer = {
  name: "@fastify/cors",
  package: "@fastify/cors",
  framework: fastify,
  start: async (policy, handler) => {
    const { default: plugin } = await import("@fastify/cors");
    return fastifyApp(handler, plugin as never, { allowedHeaders: null, ...withoutUndefined(corsOptions(policy)) });
  },
};
