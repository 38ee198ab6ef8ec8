import type { Limits } from "./answer.ts";

/** Collects a body until its end or a limit. */
export class BodyReader {
  /** The bytes that were read, and whether there are more, once the body or a limit is reached. */
  readonly result: Promise<{ readonly bytes: Uint8Array<ArrayBuffer>; readonly isCut: boolean }>;
  readonly #chunks: Buffer[] = [];
  readonly #limit: number;
  readonly #timer: NodeJS.Timeout;
  #size = 0;
  #settle: (isCut: boolean) => void = () => {};

  constructor({ body, bodyTime }: Limits) {
    this.#limit = body;
    this.result = new Promise((resolve) => {
      this.#settle = (isCut) => {
        clearTimeout(this.#timer);
        resolve({ bytes: new Uint8Array(Buffer.concat(this.#chunks).subarray(0, this.#limit)), isCut });
      };
    });
    this.#timer = setTimeout(() => this.#settle(true), bodyTime);
  }

  /** Adds a chunk. */
  push(chunk: Buffer): void {
    this.#chunks.push(chunk);
    this.#size += chunk.length;
    if (this.#size > this.#limit) this.#settle(true);
  }

  /** Ends the body. `isCut` is true if the connection broke off. */
  end(isCut = false): void {
    this.#settle(isCut);
  }
}
