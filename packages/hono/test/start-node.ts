import { once } from "node:events";
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { fileURLToPath } from "node:url";
import type { Running } from "@fetch-cors/conformance/runtime";
import { serve, upgradeWebSocket, type WebSocketServerLike } from "@hono/node-server";
import { serveStatic } from "@hono/node-server/serve-static";
import { WebSocketServer } from "ws";
import { createApp } from "./app.ts";

const APPS = fileURLToPath(new URL("apps", import.meta.url));

/** Serves the app with Hono's server for Node. */
export async function startNode({ overrideGlobalObjects }: { overrideGlobalObjects: boolean }): Promise<Running> {
  const websocket = { server: new WebSocketServer({ noServer: true }) as WebSocketServerLike };
  const serveFiles = serveStatic({ root: APPS, rewriteRequestPath: (path) => path.replace("/own/files", "") });
  const fetch = createApp(() => url, { upgradeWebSocket, serveFiles });
  const server = serve({ fetch, port: 0, hostname: "127.0.0.1", overrideGlobalObjects, websocket }) as Server;
  await once(server, "listening");
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { url, stop: () => void server.close().closeAllConnections() };
}
