// The modules that Hono has for each runtime: WebSockets, which CORS does not cover, and static files.
import { definePolicy } from "@fetch-cors/core";
import type { Hono, MiddlewareHandler } from "hono";
import { createMiddleware } from "hono/factory";
import type { UpgradeWebSocket } from "hono/ws";
import { cors } from "../../src/index.ts";
import { ownApp } from "./own-app.ts";

export interface RuntimeParts {
  readonly upgradeWebSocket: UpgradeWebSocket;
  /** Serves this folder, below `/own/files`. */
  readonly serveFiles: MiddlewareHandler;
}

const policy = definePolicy({ origin: "https://app.example.com" });

const onlyAllowedOrigins = createMiddleware(async (c, next) => {
  if (await policy.allowsOrigin(c.req.header("Origin"))) return next();
  return c.text("not for this origin", 403);
});

export const runtimeParts = ({ upgradeWebSocket, serveFiles }: RuntimeParts): Readonly<Record<string, Hono>> => ({
  sockets: ownApp("sockets")
    .use(cors(policy))
    .use("/guarded", onlyAllowedOrigins)
    .get(
      "/:name",
      upgradeWebSocket(() => ({ onMessage: ({ data }, socket) => socket.send(`echo ${data}`) })),
    ),
  files: ownApp("files").use(cors(policy)).get("/*", serveFiles),
});
