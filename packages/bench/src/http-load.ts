import { connect, type Socket } from "node:net";

/** A request as it is sent. */
export interface WireRequest {
  readonly method: string;
  readonly headers: { readonly [name: string]: string };
}

export interface LoadOptions {
  /** The number of requests on all connections. */
  readonly requests: number;
  /** Each connection sends its next request after a response. */
  readonly connections: number;
  /** Reads the CPU time of the server, in seconds. */
  readonly cpuTime: () => Promise<number>;
}

/** The time after which a server without a response counts as broken, in milliseconds. */
const TIMEOUT = 20_000;

/**
 * Sends one request repeatedly over a few connections, as fast as the server answers.
 *
 * The client counts bytes and does not parse responses, because all responses to one request have the same length.
 *
 * @returns Requests per second of CPU time of the server.
 * @throws If the length of a response differs from the first one, or if the server does not answer.
 */
export async function load(url: string, request: WireRequest, options: LoadOptions): Promise<number> {
  const { requests, connections, cpuTime } = options;
  const { hostname, port, pathname } = new URL(url);
  const lines = Object.entries({ Host: `${hostname}:${port}`, ...request.headers }).map(
    ([name, value]) => `${name}: ${value}`,
  );
  const bytes = Buffer.from([`${request.method} ${pathname} HTTP/1.1`, ...lines, "", ""].join("\r\n"));
  const sockets = await Promise.all(Array.from({ length: connections }, () => open(hostname, Number(port))));
  try {
    const lengths = await Promise.all(sockets.map((socket) => firstLength(socket, bytes)));
    const length = lengths[0] ?? 0;
    if (lengths.some((other) => other !== length)) throw new Error(`responses of ${lengths.join(", ")} bytes`);
    const each = Math.ceil(requests / connections);
    const start = await cpuTime();
    await Promise.all(sockets.map((socket) => repeat(socket, bytes, length, each)));
    return (each * connections) / ((await cpuTime()) - start);
  } finally {
    for (const socket of sockets) socket.destroy();
  }
}

const open = (host: string, port: number): Promise<Socket> =>
  new Promise((resolve, reject) => {
    const socket = connect({ host, port, noDelay: true }, () => resolve(socket));
    socket.once("error", reject);
    socket.setTimeout(TIMEOUT, () => socket.destroy(new Error("the server does not answer")));
  });

/** The length of the first response. It is complete when no more bytes arrive for a while. */
const firstLength = (socket: Socket, request: Buffer): Promise<number> =>
  new Promise((resolve, reject) => {
    let length = 0;
    let timer: NodeJS.Timeout | undefined;
    const read = (data: Buffer): void => {
      length += data.length;
      clearTimeout(timer);
      timer = setTimeout(done, 50);
    };
    const done = (): void => {
      socket.off("data", read);
      resolve(length);
    };
    socket.on("data", read);
    socket.once("close", () => reject(new Error("the server has closed the connection")));
    socket.write(request);
  });

const repeat = (socket: Socket, request: Buffer, length: number, times: number): Promise<void> =>
  new Promise((resolve, reject) => {
    let sent = 1;
    let missing = length;
    const read = (data: Buffer): void => {
      missing -= data.length;
      if (missing < 0) finish(() => reject(new Error("a response is longer than the first one")));
      else if (missing === 0 && sent === times) finish(resolve);
      else if (missing === 0) {
        sent++;
        missing = length;
        socket.write(request);
      }
    };
    const finish = (settle: () => void): void => {
      socket.off("data", read);
      settle();
    };
    socket.on("data", read);
    socket.once("close", () => reject(new Error("the server has closed the connection")));
    socket.once("error", reject);
    socket.write(request);
  });
