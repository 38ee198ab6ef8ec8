/** A server that writes bytes, so that header lines, statuses and mistakes are exactly as written. */

import type { AddressInfo } from "node:net";
import { createServer, type Server, type Socket } from "node:net";

/** A request as far as the server reads it. */
interface RawRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: ReadonlyMap<string, string>;
}

/** Writes the response to a request; an empty text closes the connection. */
export type RawHandler = (request: RawRequest) => string;

export interface RawServer {
  readonly port: number;
  readonly stop: () => void;
}

function readRequest(head: string): RawRequest {
  const [first = "", ...lines] = head.split("\r\n");
  const [method = "", path = ""] = first.split(" ");
  const headers = new Map(
    lines.map((line) => {
      const colon = line.indexOf(":");
      return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()] as const;
    }),
  );
  return { method, path, headers };
}

/** Waits for a whole request, answers it, and closes the connection. */
function serve(socket: Socket, handle: RawHandler): void {
  let text = "";
  socket.setEncoding("latin1");
  socket.on("error", () => {});
  socket.on("data", (chunk) => {
    text += chunk;
    const end = text.indexOf("\r\n\r\n");
    if (end < 0) return;
    const request = readRequest(text.slice(0, end));
    if (text.length < end + 4 + Number(request.headers.get("content-length") ?? 0)) return;
    socket.removeAllListeners("data");
    socket.end(handle(request), "latin1");
  });
}

export async function startRawServer(handle: RawHandler, host = "127.0.0.1"): Promise<RawServer> {
  const sockets = new Set<Socket>();
  const server: Server = createServer((socket) => {
    sockets.add(socket);
    socket.once("close", () => sockets.delete(socket));
    serve(socket, handle);
  });
  await new Promise<void>((resolve) => server.listen(0, host, resolve));
  const stop = (): void => {
    server.close();
    for (const socket of sockets) socket.destroy();
  };
  return { port: (server.address() as AddressInfo).port, stop };
}
