import { getRequestListener } from "@hono/node-server";
import type { Hono } from "hono";
import { listen, type RunningServer } from "./server.ts";

/** Serves a Hono app on loopback. */
export const serveHono = (app: Hono): Promise<RunningServer> => listen(getRequestListener(app.fetch));
