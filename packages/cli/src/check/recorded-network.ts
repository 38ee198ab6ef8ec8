import type { Answer } from "../transport/answer.ts";

/** Sends a request and returns the response. */
export type Send = (request: Request) => Promise<Answer>;

/** A request on the wire, with its response or the reason why there is none. */
export interface Recording {
  readonly method: string;
  readonly url: string;
  readonly headers: Headers;
  readonly result: Promise<Answer>;
}

/**
 * Sends each distinct request once, whichever engine makes it, and uses the recording for repetitions. All verdicts are
 * then about the same responses, and a POST reaches the server once.
 */
export class RecordedNetwork {
  readonly #send: Send;
  readonly #recordings = new Map<string, Recording>();

  constructor(send: Send) {
    this.#send = send;
  }

  /** The recording of a request, which is sent if it is new. */
  async record(request: Request): Promise<Recording> {
    const body = request.body ? Buffer.from(await request.arrayBuffer()) : null;
    const { method, url, headers } = request;
    const key = JSON.stringify([method, url, [...headers], body?.toString("base64")]);
    const known = this.#recordings.get(key);
    if (known) return known;
    const result = this.#send(
      new Request(url, { method, headers, redirect: "manual", ...(body && { body: new Uint8Array(body) }) }),
    );
    // Each engine that gets the error reports it.
    result.catch(() => {});
    const recording: Recording = { method, url, headers, result };
    this.#recordings.set(key, recording);
    return recording;
  }
}
