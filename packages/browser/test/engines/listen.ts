/** Puts a function from `Request` to a response on a loopback port. */
import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { RawResponse } from "../../src/index.ts";

export type FetchHandler = (request: Request) => Response | RawResponse | Promise<Response | RawResponse>;

/** A response with its header lines and its body. */
export interface Answer {
  readonly status: number;
  readonly lines: readonly (readonly [string, string])[];
  readonly body: Buffer;
}

export const toAnswer = async (response: Response | RawResponse): Promise<Answer> => ({
  status: response.status,
  lines: [...response.headers],
  body: Buffer.from(await new Response(response.body ?? null).arrayBuffer()),
});

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
      // The type of a body without one is not the client's.
      request.headers.delete("content-type");
      for (const [name, value] of Object.entries(incoming.headers)) request.headers.set(name, String(value));
      const { status, lines, body: bytes } = await toAnswer(await handler(request));
      outgoing.writeHead(status, [...lines.flat(), "Content-Length", String(bytes.length)]);
      outgoing.end(bytes);
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
