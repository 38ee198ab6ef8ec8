import type { FastifyPluginCallback } from "fastify";
import type { Bridged, Contender, Handler } from "../contender.ts";
import { corsOptions } from "./cors.ts";
import { overNodeHttp } from "./node-http.ts";

const FASTIFY = "fastify";
const FETCHED = "Fastify's hooks see no fetched response";

type Fastify = typeof import("fastify").default;

async function app(
  create: Fastify,
  handler: Handler,
  plugin?: FastifyPluginCallback,
  options?: object,
): Promise<Bridged | string> {
  if (handler.isFetched) return FETCHED;
  const fastify = create();
  if (plugin) await fastify.register(plugin as never, options as never);
  fastify.all("/users", (_request, reply) => {
    for (const [name, value] of handler.headers) {
      if (name === "vary" && reply.hasHeader(name)) reply.header(name, `${reply.getHeader(name)}, ${value}`);
      else reply.header(name, value);
    }
    reply.send(handler.body);
  });
  await fastify.ready();
  return overNodeHttp((req, res) => fastify.routing(req, res));
}

/** It takes null, but not undefined, for a list that is left out. */
const defined = (options: object): object =>
  Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));

/** Through its router with requests and responses of `node:http`, as its own server calls it. */
export const fastify: readonly Contender[] = [
  {
    name: FASTIFY,
    kind: "bare",
    bare: FASTIFY,
    package: FASTIFY,
    load: async () => {
      const { default: create } = await import("fastify");
      return (_settings, handler) => app(create, handler);
    },
  },
  {
    name: "@fastify/cors",
    kind: "peer",
    bare: FASTIFY,
    package: "@fastify/cors",
    load: async () => {
      const { default: create } = await import("fastify");
      const { default: plugin } = await import("@fastify/cors");
      return (settings, handler) =>
        app(create, handler, plugin as never, { allowedHeaders: null, ...defined(corsOptions(settings)) });
    },
  },
];
