/** Puts a function from `Request` to `Response` on a loopback port. */
import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";

export type FetchHandler = (request: Request) => Response | Promise<Response>;

/** Node's listener for a handler; a handler that fails ends the connection. */
export const toListener =
  (handler: FetchHandler): RequestListener =>
  async (incoming, outgoing) => {
    try {
      const chunks: Buffer[] = [];
      for await (const chunk of incoming) chunks.push(chunk as Buffer);
      const { method = "GET" } = incoming;
      const body = chunks.length > 0 && method !== "GET" && method !== "HEAD" ? Buffer.concat(chunks) : null;
      const request = new Request(`http://${incoming.headers.host}${incoming.url}`, { method, body });
      for (const [name, value] of Object.entries(incoming.headers)) request.headers.set(name, String(value));
      const response = await handler(request);
      outgoing.statusCode = response.status;
      for (const [name, value] of response.headers) outgoing.appendHeader(name, value);
      outgoing.end(Buffer.from(await response.arrayBuffer()));
    } catch (error) {
      outgoing.destroy(error as Error);
    }
  };

/** A server that listens. */
export interface Listening {
  readonly server: Server;
  readonly port: number;
  readonly stop: () => void;
}

export async function listen(listener: RequestListener): Promise<Listening> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const stop = (): void => void server.close().closeAllConnections();
  return { server, port: (server.address() as AddressInfo).port, stop };
}
