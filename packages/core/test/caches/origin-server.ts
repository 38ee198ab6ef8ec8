/** The server behind a cache, and raw requests to either. */
import { once } from "node:events";
import { createServer, type IncomingMessage, request } from "node:http";
import type { AddressInfo } from "node:net";

export type FetchHandler = (request: Request) => Response | Promise<Response>;

const toHeaders = ({ headers }: IncomingMessage): Headers => new Headers(Object.entries(headers) as [string, string][]);

/** Listens on a free port of the loopback address. A request without a handler gets a 404. */
export async function startOriginServer() {
  const handlers: FetchHandler[] = [];
  let hits = 0;
  const server = createServer(async (incoming, outgoing) => {
    const { method = "GET", url = "/" } = incoming;
    const handler = handlers[Number(url.split("/")[1] || -1)];
    if (!handler) return void outgoing.writeHead(404).end();
    hits += 1;
    const response = await handler(new Request(`http://127.0.0.1${url}`, { method, headers: toHeaders(incoming) }));
    outgoing.writeHead(response.status, Object.fromEntries(response.headers)).end(await response.text());
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    port: (server.address() as AddressInfo).port,
    /** The number of requests that reached a handler. */
    hits: () => hits,
    /** Mounts a handler under a prefix that no cache has seen. */
    mount: (handler: FetchHandler) => `/${handlers.push(handler) - 1}`,
    close: () => server.close().closeAllConnections(),
  };
}

/** Sends a request to a port of the loopback address, and returns the head of the response. */
export const send = (port: number, path: string, method: string, headers: Readonly<Record<string, string>>) =>
  new Promise<Response>((resolve, reject) => {
    const received = (message: IncomingMessage) =>
      message.resume().once("end", () => {
        resolve(new Response(null, { status: message.statusCode ?? 0, headers: toHeaders(message) }));
      });
    request({ host: "127.0.0.1", port, path, method, headers }, received).once("error", reject).end();
  });
