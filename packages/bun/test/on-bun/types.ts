/**
 * Compares our types with those of Bun: what compiles with `Bun.serve(options)` also compiles with
 * `Bun.serve(withCors(options, policy))`, with inferred parameters. This file is only compiled.
 */
import type { BunRequest, Server, ServerWebSocket } from "bun";
import { definePolicy, withCors } from "../../src/index.ts";
import page from "./page.html";

const policy = definePolicy({ origin: "https://app.example.com" });
declare const unset: string | undefined;

export function infers(): void {
  const server = Bun.serve(
    withCors(
      {
        routes: {
          "/users/:id": (request, server) => {
            request.params.id satisfies string;
            request.cookies.get("session") satisfies string | null;
            request.clone().params.id satisfies string;
            takesOwn(request, server);
            // @ts-expect-error no such path parameter
            request.params.name;
            return new Response(server.requestIP(request)?.address);
          },
          "/orgs/:org/repos/:repo": {
            GET: (request) => Response.json([request.params.org, request.params.repo]),
            POST: async (request, server) => Response.json([await request.json(), server.port]),
            DELETE: new Response("deleted"),
          },
          "/static": new Response("static"),
          "/file": Bun.file("file.txt"),
          "/page": page,
          "/public/*": { dir: "public" },
          "/off": false,
        },
        error: (error) => new Response(error.code ?? error.message),
        development: { hmr: true },
        idleTimeout: 10,
      },
      policy,
      {
        onDecision: (decision, request, server) => [decision.kind, request.url, server.requestIP(request)],
        onError: (_error, _request, server) => new Response(`${server.port}`),
      },
    ),
  );
  server satisfies Server<undefined>;
  server.reload(withCors({ routes: { "/items/:item": (request) => new Response(request.params.item) } }, policy));
}

function takesOwn(_request: BunRequest<"/users/:id">, _server: Server<undefined>): void {}

export function infersWebSocketData(): void {
  const server = Bun.serve(
    withCors(
      {
        routes: {
          "/ws": (request, server) => {
            // @ts-expect-error the data has another type
            server.upgrade(request, { data: { name: 1 } });
            // @ts-expect-error the data is missing
            server.upgrade(request);
            if (server.upgrade(request, { data: { name: "route" } })) return;
            return new Response();
          },
        },
        fetch(request, server) {
          const own: Server<{ name: string }> = server;
          if (own.upgrade(request, { data: { name: "fetch" } })) return;
          return new Response();
        },
        websocket: {
          data: {} as { name: string },
          open: (socket) => void socket.subscribe(socket.data.name),
          message(socket, message) {
            const own: ServerWebSocket<{ name: string }> = socket;
            socket.cork((corked) => corked.data.name satisfies string);
            own.send(message);
          },
          close: (socket, code, reason) => void [socket.data.name, code satisfies number, reason satisfies string],
        },
      },
      { origin: (origin, request, server) => origin === request.url && server.port === 1, credentials: true },
    ),
  );
  server satisfies Server<{ name: string }>;
}

export function infersInHandlers(): void {
  Bun.serve({ fetch: withCors((request, server) => new Response(server.requestIP(request)?.address), policy) });
  Bun.serve({
    routes: { "/users/:id": withCors((request: BunRequest<"/users/:id">) => new Response(request.params.id), policy) },
  });
  Bun.serve({
    fetch: withCors((request: Request, server: Server<{ name: string }>) => {
      if (server.upgrade(request, { data: { name: "" } })) return;
      return new Response();
    }, policy),
    websocket: { data: {} as { name: string }, message() {} },
  });
  withCors({ port: 0, fetch: (request) => new Response(request.url) }, policy) satisfies Bun.Serve.Options<undefined>;
}

export function takesWhatIsTyped(options: Bun.Serve.Options<{ name: string }, "/a" | "/b/:c">): void {
  Bun.serve(withCors(options, policy)) satisfies Server<{ name: string }>;
  const annotated = {
    unix: "/tmp/socket",
    routes: { "/users/:id": (request: BunRequest<"/users/:id">) => new Response(request.params.id) },
  };
  Bun.serve(withCors(annotated, policy));
}

/** The socket and the option `websocket` as `hono/bun` declares them. */
interface HonoSocket<T> {
  send(data: string | ArrayBuffer | Uint8Array, compress?: boolean): void;
  close(code?: number, reason?: string): void;
  data: T;
  readyState: 0 | 1 | 2 | 3;
}
interface HonoSocketHandlers<T> {
  open(ws: HonoSocket<T>): void;
  close(ws: HonoSocket<T>, code?: number, reason?: string): void;
  message(ws: HonoSocket<T>, message: string | { buffer: ArrayBufferLike }): void;
}
declare const app: { fetch(request: Request, env?: unknown, context?: unknown): Response | Promise<Response> };
declare const websocket: HonoSocketHandlers<{ url: URL; protocol: string }>;

export function takesSocketsOfHono(): void {
  Bun.serve(withCors({ fetch: app.fetch, websocket }, policy)) satisfies Server<{ url: URL; protocol: string }>;
  Bun.serve(withCors({ fetch: app.fetch, websocket, port: 0 }, { origin: "https://app.example.com" }));
  Bun.serve(withCors({ fetch: app.fetch, websocket }));
  Bun.serve(withCors({ fetch: app.fetch, websocket: { idleTimeout: 10, message() {} } }, policy));
}

export function refuses(): void {
  // @ts-expect-error a string is not a response
  Bun.serve(withCors({ fetch: () => "hello" }, policy));
  // @ts-expect-error a string is not a response
  Bun.serve(withCors({ routes: { "/": () => "hello" } }, policy));
  // A predicate of a compiled policy gets the server after the request.
  definePolicy({ origin: (origin, request, server) => origin === server.requestIP(request)?.address });
  // @ts-expect-error a string is not a response, for one method
  Bun.serve(withCors({ routes: { "/": { GET: () => "hello" } } }, policy));
  // @ts-expect-error a boolean is not a port
  Bun.serve(withCors({ fetch: () => new Response(), port: true }, policy));
  // @ts-expect-error the name is idleTimeout
  withCors({ fetch: () => new Response(), idleTimeuot: 10 }, policy);
  // @ts-expect-error without `websocket` a handler must return a response
  Bun.serve(withCors({ fetch: () => undefined }, policy));
  // @ts-expect-error both fetch and routes are missing
  Bun.serve(withCors({ port: 0 }, policy));
  // @ts-expect-error an unset variable must never open a server
  withCors({ fetch: () => new Response() }, { origin: unset });
  // @ts-expect-error an unset variable must never open a server
  withCors(() => new Response(), undefined);
}
