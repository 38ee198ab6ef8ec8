import { connect, type Socket } from "node:net";

/** A request as it goes over the wire. */
export interface WireRequest {
  readonly method: string;
  readonly headers: { readonly [name: string]: string };
}

export interface LoadOptions {
  /** How many requests in all. */
  readonly amount: number;
  /** Each has one request under way at a time. */
  readonly connections: number;
}

/** A server that answers nothing for so long is broken, in milliseconds. */
const TIMEOUT = 20_000;

/**
 * Sends the same request again and again over a few connections, as fast as it is answered.
 *
 * It counts bytes: all answers to one request are equally long. A client that reads each answer would be what is measured.
 *
 * @returns Requests per second.
 * @throws Where an answer has another length than the first, or a server does not answer.
 */
export async function load(url: string, request: WireRequest, { amount, connections }: LoadOptions): Promise<number> {
  const { hostname, port, pathname } = new URL(url);
  const lines = Object.entries({ Host: `${hostname}:${port}`, ...request.headers }).map(
    ([name, value]) => `${name}: ${value}`,
  );
  const bytes = Buffer.from([`${request.method} ${pathname} HTTP/1.1`, ...lines, "", ""].join("\r\n"));
  const sockets = await Promise.all(Array.from({ length: connections }, () => open(hostname, Number(port))));
  try {
    const lengths = await Promise.all(sockets.map((socket) => firstAnswer(socket, bytes)));
    const length = lengths[0] ?? 0;
    if (lengths.some((other) => other !== length)) throw new Error(`answers of ${lengths.join(", ")} bytes`);
    const each = Math.ceil(amount / connections);
    const start = performance.now();
    await Promise.all(sockets.map((socket) => repeat(socket, bytes, length, each)));
    return (each * connections * 1000) / (performance.now() - start);
  } finally {
    for (const socket of sockets) socket.destroy();
  }
}

const open = (host: string, port: number): Promise<Socket> =>
  new Promise((resolve, reject) => {
    const socket = connect({ host, port, noDelay: true }, () => resolve(socket));
    socket.once("error", reject);
    socket.setTimeout(TIMEOUT, () => socket.destroy(new Error("no answer")));
  });

/** How long an answer is: until nothing has come for a while. */
const firstAnswer = (socket: Socket, request: Buffer): Promise<number> =>
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
      if (missing < 0) finish(() => reject(new Error("an answer is longer than the first")));
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
