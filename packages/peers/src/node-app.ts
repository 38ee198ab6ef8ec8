import { IncomingMessage, type RequestListener, ServerResponse } from "node:http";
import type { Handler, Server } from "./peer.ts";

/** A request and its response without a socket. */
interface Exchange {
  readonly req: IncomingMessage;
  readonly res: ServerResponse;
}

function exchange(request: Request): Exchange {
  const req = new IncomingMessage(undefined as never);
  const headers = { host: "api.example.com", ...Object.fromEntries(request.headers) };
  Object.assign(req, { method: request.method, url: new URL(request.url).pathname, headers });
  return { req, res: new ServerResponse(req) };
}

function toResponse(res: ServerResponse): Response {
  if (!res.writableEnded) throw new Error("the server did not answer synchronously");
  // Reads what Node has sent. `getHeaders` does not return the headers that were passed to `writeHead`.
  const [, ...lines] = String((res as { _header?: unknown })._header)
    .trim()
    .split("\r\n");
  const headers = lines.map((line) => line.split(/: ?(.*)/, 2) as [name: string, value: string]);
  return new Response(null, { status: res.statusCode, headers: headers.filter(([name]) => !isOfConnection(name)) });
}

/** Whether Node adds the header itself, to describe the connection or the body. */
const isOfConnection = (name: string): boolean => /^(?:date|connection|keep-alive|transfer-encoding)$/i.test(name);

/** A server from a listener of `node:http`. Requests are created before the clock starts. */
export const nodeApp = (listener: RequestListener): Server => ({
  input: exchange,
  answer: ({ req, res }: Exchange): ServerResponse => {
    listener(req, res);
    return res;
  },
  output: toResponse,
  hasBody: false,
});

/** Sends the response of the handler through `node:http`. It adds to an existing `Vary`, as a good handler does. */
export function sendResponse({ status, headers, body }: Handler, res: ServerResponse): void {
  res.statusCode = status;
  for (const [name, value] of headers) {
    if (name === "set-cookie") res.appendHeader(name, value);
    else if (name === "vary" && res.hasHeader(name)) res.setHeader(name, `${res.getHeader(name)}, ${value}`);
    else res.setHeader(name, value);
  }
  res.end(body);
}
