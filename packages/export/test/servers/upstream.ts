/** The server behind all others: its responses have every header that a policy has to replace or merge. */
import { once } from "node:events";
import { createServer, type RequestListener, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** The response of the upstream to `/case/<index>`. */
interface UpstreamResponse {
  readonly status: number;
  /** Name and value in turn, as `writeHead` takes them: header lines stay separate. */
  readonly headers: readonly string[];
}

const OWN_CORS = [
  ...["Access-Control-Allow-Origin", "https://evil.example"],
  ...["Access-Control-Allow-Credentials", "true"],
  ...["Access-Control-Expose-Headers", "X-Secret"],
  ...["Access-Control-Allow-Methods", "PURGE"],
  ...["Access-Control-Allow-Headers", "X-Evil"],
  ...["Access-Control-Max-Age", "86400"],
  ...["Access-Control-Allow-Private-Network", "true"],
];

export const UPSTREAM_RESPONSES: readonly UpstreamResponse[] = [
  { status: 200, headers: ["X-Request-Id", "7", "ETag", '"1"', "X-Total", "3"] },
  { status: 200, headers: [...OWN_CORS, "X-Secret", "1"] },
  { status: 200, headers: [...OWN_CORS, "Access-Control-Allow-Origin", "*", "Vary", "Origin"] },
  { status: 200, headers: ["Vary", "Accept-Encoding", "Set-Cookie", "a=1; Path=/", "Set-Cookie", "b=2"] },
  { status: 200, headers: ["Vary", "origin"] },
  { status: 200, headers: ["Vary", "*"] },
  { status: 200, headers: ["Vary", "Accept-Encoding", "Vary", "Accept-Language"] },
  { status: 200, headers: ["Vary", "Accept, ORIGIN ,X-Origin"] },
  { status: 200, headers: ["Vary", "X-Origin"] },
  { status: 204, headers: ["Vary", "Access-Control-Request-Headers, Accept", "X-Request-Id", "8"] },
  { status: 206, headers: ["Content-Range", "bytes 0-0/9", ...OWN_CORS] },
  { status: 302, headers: ["Location", "https://elsewhere.example/", ...OWN_CORS] },
  { status: 307, headers: ["Location", "/elsewhere", "Vary", "Cookie"] },
  { status: 304, headers: ["ETag", '"1"', "Vary", "Accept-Encoding", ...OWN_CORS] },
  { status: 401, headers: ["WWW-Authenticate", "Basic", ...OWN_CORS] },
  { status: 404, headers: ["Set-Cookie", "c=3", ...OWN_CORS] },
  { status: 416, headers: ["Content-Range", "bytes */9", ...OWN_CORS] },
  { status: 500, headers: ["Vary", "Accept-Encoding", ...OWN_CORS] },
  { status: 503, headers: ["Retry-After", "1", ...OWN_CORS] },
];

/** The header by which the upstream tells the requests apart. */
export const NUMBER_HEADER = "X-Request-Number";

const caseOf = (url: string): UpstreamResponse | undefined =>
  UPSTREAM_RESPONSES[Number(/^\/case\/(\d+)$/.exec(url)?.[1] ?? Number.NaN)];

export function answer(url: string, response: ServerResponse): void {
  const { status, headers } = caseOf(url) ?? { status: 404, headers: [] };
  const hasBody = status !== 204 && status !== 304;
  response.writeHead(status, [...headers, ...(hasBody ? ["Content-Type", "text/plain", "Content-Length", "2"] : [])]);
  response.end(hasBody ? "ok" : undefined);
}

/** A server that listens on loopback. */
export interface Listening {
  readonly port: number;
  readonly stop: () => void;
}

export async function listen(listener: RequestListener): Promise<Listening> {
  // Node refuses longer heads than 16 kB, and other servers take them.
  const server = createServer({ maxHeaderSize: 65_536 }, listener).listen(0, "127.0.0.1");
  await once(server, "listening");
  const stop = (): void => void server.close().closeAllConnections();
  return { port: (server.address() as AddressInfo).port, stop };
}

/** The upstream, with the numbers of the requests that have reached it. */
export interface Upstream extends Listening {
  /** How often a request has reached it. */
  readonly count: (number: string) => number;
}

export async function startUpstream(): Promise<Upstream> {
  const counts = new Map<string, number>();
  const { port, stop } = await listen((request, response) => {
    const number = String(request.headers[NUMBER_HEADER.toLowerCase()]);
    counts.set(number, (counts.get(number) ?? 0) + 1);
    answer(request.url ?? "", response);
  });
  return { port, stop, count: (number) => counts.get(number) ?? 0 };
}
