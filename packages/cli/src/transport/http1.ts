import type { Socket } from "node:net";
import type { HeaderLine } from "@fetch-cors/browser";
import { Pool } from "undici";
import { capitalize } from "../header-lines.ts";
import { hasBody, type Limits, type WireAnswer, type WireRequest } from "./answer.ts";
import { BodyReader } from "./body-reader.ts";

/** The lines of undici's raw headers; a value has one character for each byte. */
function linesOf(raw: readonly (Buffer | string)[]): HeaderLine[] {
  const text = raw.map((part) => (typeof part === "string" ? part : part.toString("latin1")));
  return Array.from(
    { length: text.length / 2 },
    (_, index) => [text[2 * index] ?? "", text[2 * index + 1] ?? ""] as const,
  );
}

/** Sends requests over HTTP/1.1, on reused connections. */
export class Http1 {
  readonly #pool: Pool;
  readonly #limits: Limits;
  #address: string | undefined;

  /** @param open - Opens a connection. */
  constructor(origin: string, open: () => Promise<Socket>, limits: Limits) {
    this.#limits = limits;
    this.#pool = new Pool(origin, {
      maxHeaderSize: limits.headers,
      headersTimeout: 0,
      bodyTimeout: 0,
      pipelining: 1,
      connections: 16,
      connect: (_options, callback) => {
        open().then(
          (socket) => {
            this.#address = socket.remoteAddress;
            callback(null, socket);
          },
          (error: unknown) => callback(error instanceof Error ? error : new Error(String(error)), null),
        );
      },
    });
  }

  /** @param path - The path and query, or the whole URL for a proxy. */
  send({ url, method, headers, body }: WireRequest, path: string, signal: AbortSignal): Promise<WireAnswer> {
    const start = performance.now();
    return new Promise((resolve, reject) => {
      let reader: BodyReader | undefined;
      let abort: (reason: Error) => void = () => {};
      const onAbort = (): void => abort(signal.reason);
      const finish = (): void => signal.removeEventListener("abort", onAbort);
      signal.addEventListener("abort", onAbort, { once: true });
      this.#pool.dispatch(
        {
          path,
          method: method as "GET",
          headers: [["Host", url.host], ...headers].flatMap(([name = "", value = ""]) => [capitalize(name), value]),
          body,
        },
        {
          onRequestStart: (controller) => {
            abort = (reason) => controller.abort(reason);
            if (signal.aborted) abort(signal.reason);
          },
          onResponseStart: (controller, status, _headers, statusText = "") => {
            if (status < 200) return;
            finish();
            reader = new BodyReader(this.#limits);
            const raw = "rawHeaders" in controller ? (controller.rawHeaders as readonly Buffer[]) : [];
            const facts = {
              status,
              statusText,
              headers: linesOf(raw),
              address: this.#address,
              duration: performance.now() - start,
            };
            void reader.result.then(({ bytes, isCut }) => {
              resolve({ ...facts, body: hasBody(status, method) ? bytes : null, isCut });
              if (isCut) controller.abort(new Error("The body is long enough"));
            });
          },
          onResponseData: (_controller, chunk) => reader?.push(chunk),
          onResponseEnd: () => reader?.end(),
          onResponseError: (_controller, error) => {
            finish();
            // A response whose body breaks off is a response.
            if (reader) reader.end(true);
            else reject(error);
          },
        },
      );
    });
  }

  close(): Promise<void> {
    return this.#pool.destroy();
  }
}
