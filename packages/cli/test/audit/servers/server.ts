/** The servers of the corpus: real ones on loopback, which are reached under a name of a shop. */
import { createServer, type IncomingMessage, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import type { FindingCode } from "../../../src/audit/finding.ts";

/** A server that runs. */
export interface RunningServer {
  readonly port: number;
  readonly close: () => Promise<void>;
}

/** A server of the corpus. */
export interface CorpusServer {
  /** Its behaviour, in a few words. */
  readonly name: string;
  readonly start: () => Promise<RunningServer>;
  /** Defaults to `api.shop.example`. */
  readonly host?: string;
  /** The path and query of the URL. Defaults to `/me`. */
  readonly path?: string;
  /** A program that has to be installed. */
  readonly program?: string;
  /** The origin for `--trusted`. Defaults to `https://app.shop.example`. */
  readonly trusted?: string;
}

/** A server with a mistake that has to be found. */
export interface VulnerableServer extends CorpusServer {
  /** One of the findings. */
  readonly code: FindingCode;
  /** Why it cannot be found by someone who knows only the URL. */
  readonly needs?: string;
}

/** An origin that the servers are meant to allow. */
export const APP = "https://app.shop.example";

/** The cookie of a user who is logged in. */
export const COOKIE = "session=alice";

/** A request to a server. */
export interface Asked {
  readonly origin: string | undefined;
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly isPreflight: boolean;
  readonly isUser: boolean;
  readonly headers: IncomingMessage["headers"];
}

/** A response of a server. Header values in a list are lines of their own. */
export interface Said {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string | string[]>>;
  readonly body?: string;
}

/** Starts a listener of node:http, or an Express app. */
export const listen = (listener: RequestListener): Promise<RunningServer> =>
  new Promise((resolve) => {
    const server = createServer(listener).listen(0, "127.0.0.1", () => {
      const close = (): Promise<void> =>
        new Promise((done) => {
          server.close(() => done());
          server.closeAllConnections();
        });
      resolve({ port: (server.address() as AddressInfo).port, close });
    });
  });

/** A server of node:http. */
export const answering = (answer: (asked: Asked) => Said) => (): Promise<RunningServer> =>
  listen((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? "/", "http://server");
    const { origin, cookie = "" } = request.headers;
    const method = request.method ?? "GET";
    const { status, headers, body } = answer({
      origin,
      method,
      path: pathname,
      query: searchParams,
      isPreflight: method === "OPTIONS" && request.headers["access-control-request-method"] !== undefined,
      isUser: cookie.includes(COOKIE),
      headers: request.headers,
    });
    response.statusCode = status ?? 200;
    for (const [name, value] of Object.entries(headers ?? {})) response.setHeader(name, value);
    response.end(method === "HEAD" ? undefined : body);
  });

/** The data of the user, or none. */
export const me = ({ isUser }: Pick<Asked, "isUser">): Said => ({
  headers: { "Content-Type": "application/json" },
  body: isUser ? '{"name":"Alice","orders":["book","lamp"]}' : '{"name":null}',
});

/** Adds headers to what is said. */
export const having = (said: Said, headers: Said["headers"]): Said => ({
  ...said,
  headers: { ...said.headers, ...headers },
});

/** The headers that allow an origin with credentials, and tell caches so. */
export const sharing = (origin: string): Record<string, string> => ({
  "Access-Control-Allow-Origin": origin,
  "Access-Control-Allow-Credentials": "true",
  Vary: "Origin",
});

const PREFLIGHT: Record<string, string> = {
  "Access-Control-Allow-Methods": "GET, POST, PUT, DELETE",
  "Access-Control-Allow-Headers": "Content-Type, Authorization, X-Fetch-Cors-Audit",
};

/** The user's data for the origins that pass a comparison, with credentials; preflights too. */
export const allowing =
  (isAllowed: (origin: string, asked: Asked) => boolean, reply: (asked: Asked) => Said = me) =>
  (asked: Asked): Said => {
    const { origin, isPreflight } = asked;
    const allowed = origin !== undefined && isAllowed(origin, asked);
    const said: Said = isPreflight ? { status: 204, headers: allowed ? PREFLIGHT : {} } : reply(asked);
    return having(said, allowed ? sharing(origin) : { Vary: "Origin" });
  };

/** The correct comparison. */
export const onlyApp = (origin: string): boolean => origin === APP;
