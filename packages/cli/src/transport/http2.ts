import { type ClientHttp2Session, connect, constants } from "node:http2";
import type { Socket } from "node:net";
import type { HeaderLine } from "@fetch-cors/browser";
import { hasBody, type Limits, type WireAnswer, type WireRequest } from "./answer.ts";
import { BodyReader } from "./body-reader.ts";

/** The lines of Node's raw headers, without pseudo-headers. */
function linesOf(raw: readonly string[]): HeaderLine[] {
  const lines = Array.from(
    { length: raw.length / 2 },
    (_, index) => [raw[2 * index] ?? "", raw[2 * index + 1] ?? ""] as const,
  );
  return lines.filter(([name]) => !name.startsWith(":"));
}

/**
 * Sends requests over one HTTP/2 connection. undici merges the lines of a header, and Node drops all but the first line
 * of some headers, so the raw headers of `node:http2` are read.
 */
export class Http2 {
  readonly #session: ClientHttp2Session;
  readonly #limits: Limits;
  readonly #address: string | undefined;

  constructor(origin: string, socket: Socket, limits: Limits) {
    this.#limits = limits;
    this.#address = socket.remoteAddress;
    this.#session = connect(origin, {
      createConnection: () => socket,
      maxHeaderListPairs: 10_000,
      settings: { enablePush: false, maxHeaderListSize: limits.headers },
    });
    // The error reaches every open stream as well.
    this.#session.on("error", () => {});
  }

  /** Whether another request can be sent on this connection. */
  get isOpen(): boolean {
    return !this.#session.closed && !this.#session.destroyed;
  }

  send({ url, method, headers, body }: WireRequest, signal: AbortSignal): Promise<WireAnswer> {
    const start = performance.now();
    return new Promise((resolve, reject) => {
      const stream = this.#session.request(
        {
          ":method": method,
          ":scheme": url.protocol.slice(0, -1),
          ":authority": url.host,
          ":path": url.pathname + url.search,
          ...Object.fromEntries(headers),
          ...(body && { "content-length": body.length }),
        },
        { endStream: body === null },
      );
      let reader: BodyReader | undefined;
      const onAbort = (): void => void stream.destroy(signal.reason);
      const finish = (): void => signal.removeEventListener("abort", onAbort);
      signal.addEventListener("abort", onAbort, { once: true });
      stream.on("response", (fields: Record<string, unknown>, _flags: number, raw: readonly string[]) => {
        finish();
        const status = Number(fields[":status"]);
        const lines = linesOf(raw);
        const size = lines.reduce((sum, [name, value]) => sum + name.length + value.length, 0);
        if (size > this.#limits.headers) {
          stream.destroy(Object.assign(new Error("too long"), { code: "ERR_HTTP2_HEADERS_OVERFLOW" }));
          return;
        }
        reader = new BodyReader(this.#limits);
        const facts = {
          status,
          statusText: "",
          headers: lines,
          address: this.#address,
          duration: performance.now() - start,
        };
        void reader.result.then(({ bytes, isCut }) => {
          resolve({ ...facts, body: hasBody(status, method) ? bytes : null, isCut });
          stream.close(isCut ? constants.NGHTTP2_CANCEL : constants.NGHTTP2_NO_ERROR);
        });
      });
      stream.on("data", (chunk: Buffer) => reader?.push(chunk));
      stream.on("end", () => reader?.end());
      const fail = (error: Error): void => {
        finish();
        // A response whose body breaks off is a response.
        if (reader) reader.end(true);
        else reject(error);
      };
      stream.on("error", fail);
      stream.on("close", () => fail(Object.assign(new Error("closed"), { code: "ECONNRESET" })));
      if (body) stream.end(body);
    });
  }

  async close(): Promise<void> {
    this.#session.destroy();
  }
}
