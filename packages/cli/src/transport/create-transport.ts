import type { Answer, Limits, WireRequest } from "./answer.ts";
import { browserHeaders } from "./browser-headers.ts";
import { type ConnectOptions, connect, plainProxyFor } from "./connect.ts";
import { Http1 } from "./http1.ts";
import { Http2 } from "./http2.ts";
import { proxyAuthorization } from "./proxy.ts";
import { readResolveOptions } from "./resolve-option.ts";
import { UnreachableError, unreachable } from "./unreachable-error.ts";

/** The options that all commands share. */
export interface TransportOptions {
  /** Accepts certificates that browsers reject. Defaults to `false`. */
  readonly insecure?: boolean;
  /** Offers HTTP/2. Defaults to `true`. */
  readonly http2?: boolean;
  /** `host:port:address`, as in curl. */
  readonly resolve?: readonly string[];
  /** The path of a Unix socket for all connections. */
  readonly unixSocket?: string | undefined;
  /** Until the headers of a response, in seconds. Defaults to 10. */
  readonly timeout?: number;
  /** How much of a body is read, in bytes. Defaults to 64 KiB. */
  readonly bodyLimit?: number;
  /** How long a body is read, in milliseconds. Defaults to 1000. */
  readonly bodyTime?: number;
  /** The origin of the page, for `Sec-Fetch-Site`. Defaults to that of the `Origin` header. */
  readonly pageOrigin?: string;
  /** The environment, for proxies. Defaults to none. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Aborts every request. */
  readonly signal?: AbortSignal;
}

/** Sends requests to real servers. */
export interface Transport {
  /**
   * A `network` for `createBrowser`, which keeps every header line.
   *
   * @throws {UnreachableError} If there is no response that a browser could read.
   */
  readonly network: (request: Request) => Promise<Answer>;
  readonly close: () => Promise<void>;
}

/** The limit in Chromium. */
const LONGEST_HEADERS = 256 * 1024;

const DEFAULT_TIMEOUT = 10;

/** Creates a transport. Connections stay open until it is closed. */
export function createTransport(options: TransportOptions = {}): Transport {
  const limits: Limits = {
    timeout: (options.timeout ?? DEFAULT_TIMEOUT) * 1000,
    headers: LONGEST_HEADERS,
    body: options.bodyLimit ?? 64 * 1024,
    bodyTime: options.bodyTime ?? 1000,
  };
  const connecting: ConnectOptions = {
    insecure: options.insecure ?? false,
    http2: options.http2 ?? true,
    resolve: readResolveOptions(options.resolve ?? []),
    unixSocket: options.unixSocket,
    env: options.env ?? {},
  };
  const connections = new Connections(connecting, limits);

  const send = async (request: Request): Promise<Answer> => {
    const wire: WireRequest = {
      url: new URL(request.url),
      method: request.method,
      headers: [...request.headers, ...browserHeaders(request, options.pageOrigin)],
      body: request.body ? Buffer.from(await request.arrayBuffer()) : null,
    };
    const deadline = new AbortController();
    const timer = setTimeout(() => {
      const seconds = limits.timeout / 1000;
      deadline.abort(
        new UnreachableError(
          `${wire.url.origin} does not respond within ${seconds} seconds; pass --timeout to wait longer`,
        ),
      );
    }, limits.timeout);
    const signal = options.signal ? AbortSignal.any([deadline.signal, options.signal]) : deadline.signal;
    try {
      return await connections.send(wire, signal);
    } catch (error) {
      throw unreachable(request.url, signal.aborted ? signal.reason : error);
    } finally {
      clearTimeout(timer);
    }
  };
  return { network: send, close: () => connections.close() };
}

/** The connections, by origin. */
class Connections {
  readonly #options: ConnectOptions;
  readonly #limits: Limits;
  readonly #opened = new Map<string, Promise<Http1 | Http2>>();

  constructor(options: ConnectOptions, limits: Limits) {
    this.#options = options;
    this.#limits = limits;
  }

  async send(wire: WireRequest, signal: AbortSignal): Promise<Answer> {
    const proxy = plainProxyFor(wire.url, this.#options);
    const connection = await this.#for(wire.url, signal);
    const isBehindProxy = this.#options.unixSocket !== undefined || proxy !== undefined;
    if (connection instanceof Http2) {
      return { ...(await connection.send(wire, signal)), httpVersion: "2" };
    }
    const { url, headers } = wire;
    const path = proxy ? url.href.replace(/#.*$/, "") : url.pathname + url.search;
    const added = proxy ? Object.entries(proxyAuthorization(proxy)) : [];
    const answer = await connection.send({ ...wire, headers: [...headers, ...added] }, path, signal);
    return { ...answer, ...(isBehindProxy && { address: undefined }), httpVersion: "1.1" };
  }

  /** The connection to an origin. A new one is opened if there is none, or if it is closed. */
  async #for(url: URL, signal: AbortSignal): Promise<Http1 | Http2> {
    const opened = this.#opened.get(url.origin);
    const connection = await opened?.catch(() => undefined);
    if (connection instanceof Http1 || connection?.isOpen) return connection;
    // Another request may have opened one in the meantime.
    const current = this.#opened.get(url.origin);
    if (current !== undefined && current !== opened) return current;
    const opening = this.#open(url, signal);
    this.#opened.set(url.origin, opening);
    return opening;
  }

  async #open(url: URL, signal: AbortSignal): Promise<Http1 | Http2> {
    const first = await connect(url, this.#options, signal);
    if (first.isHttp2) return new Http2(url.origin, first.socket, this.#limits);
    // The first connection showed which protocol the server uses. The others use the same one.
    const options = { ...this.#options, http2: false };
    let waiting = [first.socket];
    const open = async () => {
      const [ready] = waiting;
      waiting = [];
      return ready ?? (await connect(url, options, AbortSignal.timeout(this.#limits.timeout))).socket;
    };
    return new Http1(url.origin, open, this.#limits);
  }

  async close(): Promise<void> {
    const opened = await Promise.allSettled(this.#opened.values());
    await Promise.all(opened.map(async (result) => result.status === "fulfilled" && result.value.close()));
  }
}
