import type { RequestHandler } from "express";
import type { Bridged, Contender, Handler } from "../contender.ts";
import { corsOptions } from "./cors.ts";
import { answerByNodeHttp, overNodeHttp } from "./node-http.ts";

const EXPRESS = "express";
const FETCHED = "Express answers with no fetched response";

type Express = typeof import("express");

function app(express: Express, handler: Handler, middleware?: RequestHandler): Bridged | string {
  if (handler.isFetched) return FETCHED;
  const created = express();
  created.disable("x-powered-by");
  if (middleware) created.use(middleware);
  created.use((_req, res) => answerByNodeHttp(handler, res));
  return overNodeHttp(created as never);
}

export const express: readonly Contender[] = [
  {
    name: EXPRESS,
    kind: "bare",
    bare: EXPRESS,
    package: EXPRESS,
    load: async () => {
      const { default: create } = await import("express");
      return (_settings, handler) => app(create, handler);
    },
  },
  {
    name: "cors on Express",
    kind: "peer",
    bare: EXPRESS,
    package: "cors",
    load: async () => {
      const { default: create } = await import("express");
      const { default: cors } = await import("cors");
      return (settings, handler) => app(create, handler, cors(corsOptions(settings)));
    },
  },
  {
    name: "@fetch-cors/node on Express",
    kind: "ours",
    rival: "cors on Express",
    bare: EXPRESS,
    package: "@fetch-cors/node",
    load: async () => {
      const { default: create } = await import("express");
      const { cors } = await import("@fetch-cors/node");
      return (settings, handler) => app(create, handler, (cors as (policy: object) => RequestHandler)(settings));
    },
  },
];
