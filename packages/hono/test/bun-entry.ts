// Serves the app with Hono's adapter for Bun.
import { fileURLToPath } from "node:url";
import { serveStatic, upgradeWebSocket, websocket } from "hono/bun";
import { createApp } from "./app.ts";

let url = "";
const serveFiles = serveStatic({
  root: fileURLToPath(new URL("apps", import.meta.url)),
  rewriteRequestPath: (path) => path.replace("/own/files", ""),
});
const app = createApp(() => url, { upgradeWebSocket, serveFiles });

export default {
  port: 0,
  hostname: "127.0.0.1",
  websocket,
  fetch(request: Request, server: object): Response | Promise<Response> {
    url = new URL(request.url).origin;
    return app(request, { server });
  },
};
