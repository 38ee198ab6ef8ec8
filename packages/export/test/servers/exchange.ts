/** Raw requests over the wire: whole bytes go out, and header lines come back as they were sent. */
import { connect } from "node:net";

/** A request as lines: two headers of one name, control characters and odd white space are possible. */
export interface RawRequest {
  readonly method: string;
  readonly target: string;
  readonly lines: readonly (readonly [name: string, value: string])[];
}

/** A response with its header lines, names in lower case. */
export interface RawResponse {
  /** 0 if the server closed the connection without a response. */
  readonly status: number;
  readonly headers: readonly (readonly [name: string, value: string])[];
}

/** In milliseconds. */
const PATIENCE = 10_000;

/** Sends a request to a port of loopback, on a connection of its own. */
export function send(port: number, { method, target, lines }: RawRequest): Promise<RawResponse> {
  const head = [
    `${method} ${target} HTTP/1.1`,
    `Host: 127.0.0.1:${port}`,
    "Connection: close",
    ...(method === "GET" || method === "HEAD" || method === "OPTIONS" ? [] : ["Content-Length: 0"]),
    ...lines.map(([name, value]) => `${name}: ${value}`),
  ];
  return new Promise((resolve, reject) => {
    const socket = connect(port, "127.0.0.1");
    const chunks: Buffer[] = [];
    socket.setTimeout(PATIENCE, () => socket.destroy(new Error(`no response to ${method} ${target}`)));
    socket.on("data", (chunk) => {
      chunks.push(chunk);
      // Some servers keep the connection of a refused request open for a while.
      if (isWhole(chunks, method)) socket.destroy();
    });
    socket.on("error", (error: NodeJS.ErrnoException) => {
      if (error.code === "ECONNRESET" || error.code === "EPIPE") resolve(parse(chunks));
      else reject(error);
    });
    socket.on("close", () => resolve(parse(chunks)));
    socket.write(Buffer.from(`${head.join("\r\n")}\r\n\r\n`, "latin1"));
  });
}

/** Whether the response is complete, as far as its head tells. */
function isWhole(chunks: readonly Buffer[], method: string): boolean {
  const [head = "", ...body] = Buffer.concat(chunks).toString("latin1").split("\r\n\r\n");
  if (body.length === 0) return false;
  const text = body.join("\r\n\r\n");
  const length = /^content-length: (\d+)\r?$/im.exec(head)?.[1];
  if (method === "HEAD" || /^HTTP\/1.1 (?:204|304)/.test(head)) return true;
  return length === undefined
    ? /^transfer-encoding: chunked/im.test(head) && body.length > 1
    : text.length >= Number(length);
}

function parse(chunks: readonly Buffer[]): RawResponse {
  const [head = ""] = Buffer.concat(chunks).toString("latin1").split("\r\n\r\n");
  const [start = "", ...lines] = head.split("\r\n");
  const status = Number(/^HTTP\/1\.[01] (\d{3})/.exec(start)?.[1] ?? 0);
  return {
    status,
    headers: lines.map((line) => {
      const colon = line.indexOf(":");
      return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()] as const;
    }),
  };
}
