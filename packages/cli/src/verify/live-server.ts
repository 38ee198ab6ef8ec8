import { setTimeout as sleep } from "node:timers/promises";
import type { HeaderLine, Network, RawResponse } from "@fetch-cors/browser";
import { valuesOf } from "../header-lines.ts";
import { COOKIE } from "./page-request.ts";

/** How a live server is contacted. */
export interface LiveServerOptions {
  readonly network: Network;
  /** The most requests per second; `undefined` for no limit. */
  readonly rate?: number | undefined;
  /** Headers that every request has except preflights, such as a token that passes authentication. */
  readonly headers?: readonly HeaderLine[];
  readonly signal?: AbortSignal | undefined;
}

/** The response of a live server, without its body. */
export type LiveResponse = Pick<RawResponse, "status"> & { readonly headers: readonly HeaderLine[] };

/** After this many requests without a response, no more requests are sent. */
const MOST_FAILURES = 5;
/** How many times a response with `Retry-After` is repeated, and the longest wait in seconds. */
const RETRIES = 2;
const LONGEST_WAIT = 30;

/** The live server. Each request is sent once, however often it is drawn. */
export class LiveServer {
  readonly #options: LiveServerOptions;
  readonly #responses = new Map<string, Promise<LiveResponse>>();
  #next = 0;
  #failures = 0;
  #lastFailure: unknown;
  /** How many requests were sent. */
  sent = 0;

  constructor(options: LiveServerOptions) {
    this.#options = options;
  }

  /** Why no more requests are sent to the server; `undefined` while they are. */
  get failure(): unknown {
    return this.#failures < MOST_FAILURES ? undefined : this.#lastFailure;
  }

  /** Sends a request, or returns the response to the same request. */
  readonly send = (request: Request): Promise<LiveResponse> => {
    const headers = [...request.headers, ...this.#extraHeaders(request)];
    const key = JSON.stringify([request.method, request.url, headers]);
    let response = this.#responses.get(key);
    if (!response) {
      response = this.#sendWithPatience(request, headers);
      this.#responses.set(key, response);
    }
    return response;
  };

  #extraHeaders(request: Request): readonly HeaderLine[] {
    if (request.headers.has("Access-Control-Request-Method")) return [];
    const cookie: readonly HeaderLine[] = request.credentials === "include" ? [["Cookie", COOKIE]] : [];
    const { headers = [] } = this.#options;
    return [...cookie.filter(() => !headers.some(([name]) => name.toLowerCase() === "cookie")), ...headers];
  }

  async #sendWithPatience(request: Request, headers: readonly HeaderLine[]): Promise<LiveResponse> {
    for (let retries = 0; ; retries++) {
      const response = await this.#sendOnce(request, headers);
      const wait = Number(valuesOf(response.headers, "retry-after")[0] ?? Number.NaN);
      const isBusy = (response.status === 429 || response.status === 503) && wait >= 0 && wait <= LONGEST_WAIT;
      if (!isBusy || retries === RETRIES) return response;
      await sleep(wait * 1000, undefined, { signal: this.#options.signal });
    }
  }

  async #sendOnce(request: Request, headers: readonly HeaderLine[]): Promise<LiveResponse> {
    const { network, rate, signal } = this.#options;
    signal?.throwIfAborted();
    if (rate !== undefined) {
      const now = Date.now();
      const start = Math.max(now, this.#next);
      this.#next = start + 1000 / rate;
      if (start > now) await sleep(start - now, undefined, { signal });
    }
    this.sent += 1;
    try {
      const response = await network(
        new Request(request.url, {
          method: request.method,
          headers: headers.map(([name, value]): [string, string] => [name, value]),
          redirect: "manual",
        }),
      );
      const { status, body } = response;
      if (body instanceof ReadableStream) await body.cancel().catch(() => {});
      return { status, headers: [...response.headers].map(([name, value]) => [name, value] as const) };
    } catch (error) {
      this.#failures += 1;
      this.#lastFailure = error;
      throw error;
    }
  }
}

/** See #cors-preflight-request. */
export const isPreflight = ({ method, headers }: Request): boolean =>
  method === "OPTIONS" && headers.has("Origin") && headers.has("Access-Control-Request-Method");
