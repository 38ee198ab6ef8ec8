import { IncomingMessage, type OutgoingHttpHeaders, ServerResponse } from "node:http";
import type { Bridged, Handler } from "../contender.ts";

/** A request, and the response to it, without a socket: what is written stays in the response. */
interface Exchange {
  readonly req: IncomingMessage;
  readonly res: ServerResponse;
}

/** What went through `writeHead`: Fastify hands headers over only there, and `getHeaders` does not see them. */
const written = new WeakMap<ServerResponse, OutgoingHttpHeaders>();

/** Its own properties, as Express replaces the prototype. */
function exchange(request: Request): Exchange {
  const req = new IncomingMessage(undefined as never);
  const headers = { host: "api.example.com", ...Object.fromEntries(request.headers) };
  Object.assign(req, { method: request.method, url: new URL(request.url).pathname, headers });
  const res = new ServerResponse(req);
  res.writeHead = (status: number, ...rest: readonly unknown[]) => {
    written.set(res, (rest.find((one) => typeof one === "object") ?? {}) as OutgoingHttpHeaders);
    return ServerResponse.prototype.writeHead.call(res, status, ...(rest as []));
  };
  return { req, res };
}

function answer(res: ServerResponse): Response {
  if (!res.writableEnded) throw new Error("did not answer synchronously");
  const headers = Object.entries({ ...res.getHeaders(), ...written.get(res) }).flatMap(([name, value]) =>
    [value].flat().map((one): [string, string] => [name, String(one)]),
  );
  return new Response(null, { status: res.statusCode, headers });
}

/** Serves by real objects of `node:http`: they are made before the clock starts. */
export const overNodeHttp = (listen: (req: IncomingMessage, res: ServerResponse) => void): Bridged => ({
  input: exchange,
  serve: ({ req, res }: Exchange): ServerResponse => {
    listen(req, res);
    return res;
  },
  answer,
});

/** What the handler answers, onto a response of `node:http`. A good handler adds to a `Vary` that is there. */
export function answerByNodeHttp({ headers, body }: Handler, res: ServerResponse): void {
  for (const [name, value] of headers) {
    if (name === "set-cookie") res.appendHeader(name, value);
    else if (name === "vary" && res.hasHeader(name)) res.setHeader(name, `${res.getHeader(name)}, ${value}`);
    else res.setHeader(name, value);
  }
  res.end(body);
}
