import type { RequestListener } from "node:http";
import type { RequestHandler } from "express";
import { nodeApp, sendResponse } from "../node-app.ts";
import type { Framework, Handler, Inability, Peer, Server } from "../peer.ts";
import { corsOptions } from "./cors.ts";

/**
 * An Express application with one handler behind a middleware.
 *
 * @param wrap - Puts something around the whole application. Defaults to nothing.
 */
export async function expressApp(
  handler: Handler,
  middleware?: RequestHandler,
  wrap: (app: RequestListener) => RequestListener = (app) => app,
): Promise<Server | Inability> {
  if (handler.isFetched) return { cannot: "fetched responses" };
  const { default: create } = await import("express");
  const app = create();
  app.disable("x-powered-by");
  if (middleware) app.use(middleware);
  app.use((_req, res) => sendResponse(handler, res));
  return nodeApp(wrap(app));
}

export const express: Framework = { name: "express", start: (handler) => expressApp(handler) };

export const corsOnExpress: Peer = {
  name: "cors on Express",
  package: "cors",
  framework: express,
  start: async (policy, handler) => {
    const { default: cors } = await import("cors");
    return expressApp(handler, cors(corsOptions(policy)));
  },
};
