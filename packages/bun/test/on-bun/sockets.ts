// A server that upgrades requests to WebSockets, in `fetch` and in a route.
import { withCors } from "../../src/index.ts";
import { options, policy } from "./policy.ts";

export const sockets = Bun.serve(
  withCors(
    {
      ...options,
      routes: {
        "/route": (request, server) => {
          if (server.upgrade(request, { data: { name: "route" } })) return;
          return new Response("upgrade", { status: 426 });
        },
      },
      async fetch(request, server) {
        if (!(await policy.allowsOrigin(request.headers.get("Origin"), request))) {
          return new Response("not from there", { status: 403 });
        }
        const { searchParams } = new URL(request.url);
        if (server.upgrade(request, { data: { name: searchParams.get("name") ?? "" }, headers: { "X-Upgraded": "1" } }))
          return;
        return new Response("upgrade", { status: 426 });
      },
      websocket: {
        data: {} as { name: string },
        message: (socket, message) => void socket.send(`${socket.data.name}: ${message}`),
      },
    },
    policy,
  ),
);
