/// <reference types="node" />
import { createServer, type IncomingMessage, type RequestListener, request as send } from "node:http";
import type { AddressInfo } from "node:net";
import { Readable } from "node:stream";
import type { HeaderLine } from "./header-list.ts";
import type { RawResponse } from "./server-response.ts";

/** A `node:http` listener: `(incoming, outgoing) => …`, an Express app, or Connect middleware. */
export type NodeListener = (incoming: never, outgoing: never) => unknown;

/** A network that sends requests to a listener. */
export interface NodeNetwork {
  (request: Request): Promise<RawResponse>;
  /** Closes the server. Call it when the tests are done. */
  close(): Promise<void>;
}

/** The header lines of a response, as the server sent them. */
function linesOf({ rawHeaders }: IncomingMessage): HeaderLine[] {
  const lines: HeaderLine[] = [];
  for (let index = 0; index < rawHeaders.length; index += 2) {
    lines.push([rawHeaders[index] as string, rawHeaders[index + 1] as string]);
  }
  return lines;
}

/** Whether a header is about the connection and not about the response. */
const isHopByHop = ([name]: HeaderLine): boolean => /^(?:connection|keep-alive|transfer-encoding)$/i.test(name);

const hasBody = (status: number, method: string): boolean => method !== "HEAD" && ![204, 205, 304].includes(status);

function exchange(port: number, request: Request): Promise<RawResponse> {
  const { pathname, search, host } = new URL(request.url);
  return new Promise((resolve, reject) => {
    const { signal, method } = request;
    const outgoing = send({ host: "127.0.0.1", port, method, path: pathname + search, signal, agent: false });
    // Node upper-cases the method; browsers do not.
    outgoing.method = method;
    outgoing.setHeader("Host", host);
    for (const [name, value] of request.headers) outgoing.setHeader(name, value);
    outgoing.on("error", reject);
    outgoing.on("response", (incoming) => {
      const { statusCode = 0, statusMessage = "" } = incoming;
      const isRead = hasBody(statusCode, method);
      if (!isRead) incoming.resume();
      resolve({
        status: statusCode,
        statusText: statusMessage,
        headers: linesOf(incoming).filter((line) => !isHopByHop(line)),
        body: isRead ? (Readable.toWeb(incoming) as ReadableStream) : null,
      });
    });
    if (!request.body) return void outgoing.end();
    const body = Readable.fromWeb(request.body as Parameters<typeof Readable.fromWeb>[0]);
    body.on("error", (error) => outgoing.destroy(error));
    body.pipe(outgoing);
  });
}

/**
 * Creates a network from a `node:http` listener, an Express app or Connect middleware. Requests are sent through a real
 * socket on the loopback interface, so the server behaves as in production, and header lines stay separate.
 *
 * The server starts with the first request. The `Host` header is the host of the URL, so tests can use a URL such as
 * `https://api.example.com`.
 *
 * @param listener - `(incoming, outgoing) => …`.
 * @returns The `network` for `createBrowser`; `close()` closes the server.
 *
 * @example
 * ```ts
 * import { createBrowser } from "@fetch-cors/browser";
 * import { fromNodeListener } from "@fetch-cors/browser/node";
 *
 * const network = fromNodeListener((_incoming: unknown, outgoing: { end(body: string): void }) => outgoing.end("hello"));
 * const page = createBrowser({ origin: "https://app.example.com", network });
 *
 * const error = await page.fetch("https://api.example.com/").catch((error) => error);
 * await network.close();
 * error.code; // → "missing-allow-origin"
 * ```
 */
export function fromNodeListener(listener: NodeListener): NodeNetwork {
  const server = createServer(listener as RequestListener);
  let listening: Promise<number> | undefined;
  const listen = (): Promise<number> =>
    new Promise((resolve, reject) => {
      server.on("error", reject);
      server.listen(0, "127.0.0.1", () => resolve((server.address() as AddressInfo).port));
    });
  const network = async (request: Request): Promise<RawResponse> => {
    listening ??= listen();
    return exchange(await listening, request);
  };
  const close = async (): Promise<void> => {
    if (!listening) return;
    await listening;
    listening = undefined;
    const closed = new Promise<void>((resolve) => server.close(() => resolve()));
    server.closeAllConnections();
    await closed;
  };
  return Object.assign(network, { close });
}
