// Serves the app with @hono/node-server 1 and the WebSocket package for that version.
import { once } from "node:events";
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { fileURLToPath } from "node:url";
import type { Running } from "@fetch-cors/conformance/runtime";
import { serve } from "@hono/node-server-1";
import { serveStatic } from "@hono/node-server-1/serve-static";
import { createNodeWebSocket } from "@hono/node-ws";
import { Hono } from "hono";
import { createApp } from "./app.ts";

const APPS = fileURLToPath(new URL("apps", import.meta.url));

/** Starts the server. */
export async function startNode1({ overrideGlobalObjects }: { overrideGlobalObjects: boolean }): Promise<Running> {
  const outer = new Hono();
  const { injectWebSocket, upgradeWebSocket } = createNodeWebSocket({ app: outer });
  const serveFiles = serveStatic({ root: APPS, rewriteRequestPath: (path) => path.replace("/own/files", "") });
  const fetch = createApp(() => url, { upgradeWebSocket, serveFiles });
  outer.fetch = fetch as typeof outer.fetch;
  const server = serve({ fetch, port: 0, hostname: "127.0.0.1", overrideGlobalObjects }) as Server;
  injectWebSocket(server);
  await once(server, "listening");
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { url, stop: () => void server.close().closeAllConnections() };
}
