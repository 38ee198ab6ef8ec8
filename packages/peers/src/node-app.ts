import { IncomingMessage, type OutgoingHttpHeaders, ServerResponse } from "node:http";
import type { Handler, Server } from "./peer.ts";

/** A request and its response without a socket. The response keeps what is written to it. */
interface Exchange {
  readonly req: IncomingMessage;
  readonly res: ServerResponse;
}

/** The headers that were passed to `writeHead`. `getHeaders` does not return them. */
const passedHeaders = new WeakMap<ServerResponse, readonly [name: string, value: string][]>();

/** A list of names and values in turn, or an object. */
type HeadersArgument = OutgoingHttpHeaders | readonly (string | readonly string[])[];

function headerLines(headers: HeadersArgument): [name: string, value: string][] {
  const entries = Array.isArray(headers)
    ? Array.from({ length: headers.length / 2 }, (_, index) => [headers[index * 2], headers[index * 2 + 1]] as const)
    : Object.entries(headers);
  return entries.flatMap(([name, value]) =>
    [value].flat().map((one): [string, string] => [String(name).toLowerCase(), String(one)]),
  );
}

function exchange(request: Request): Exchange {
  const req = new IncomingMessage(undefined as never);
  const headers = { host: "api.example.com", ...Object.fromEntries(request.headers) };
  Object.assign(req, { method: request.method, url: new URL(request.url).pathname, headers });
  const res = new ServerResponse(req);
  // An own property, because Express replaces the prototype.
  res.writeHead = (status: number, ...rest: readonly unknown[]) => {
    const passed = rest.find((argument) => typeof argument === "object") as HeadersArgument | undefined;
    passedHeaders.set(res, headerLines(passed ?? {}));
    return ServerResponse.prototype.writeHead.call(res, status, ...(rest as []));
  };
  return { req, res };
}

function toResponse(res: ServerResponse): Response {
  if (!res.writableEnded) throw new Error("the server did not answer synchronously");
  const passed = passedHeaders.get(res) ?? [];
  const replaced = new Set(passed.map(([name]) => name));
  const own = headerLines(res.getHeaders()).filter(([name]) => !replaced.has(name));
  return new Response(null, { status: res.statusCode, headers: [...own, ...passed] });
}

/** A server from a listener of `node:http`. Requests are created before the clock starts. */
export const nodeApp = (listener: (req: IncomingMessage, res: ServerResponse) => void): Server => ({
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
