// A client that returns every header line as it was received; `fetch` would join lines with the same name.
import { request } from "node:http";

export const APP = "https://app.example.com";
export const EVIL = "https://evil.example";

/** The lines for an allowed origin. */
export const ALLOWED: readonly string[] = [`access-control-allow-origin: ${APP}`, "vary: Origin"];
/** The lines for a denied origin. */
export const DENIED: readonly string[] = ["vary: Origin"];

const VARY_ON_OPTIONS = "vary: Origin, Access-Control-Request-Method, Access-Control-Request-Headers";
export const ALLOWED_ON_OPTIONS: readonly string[] = [`access-control-allow-origin: ${APP}`, VARY_ON_OPTIONS];
export const DENIED_ON_OPTIONS: readonly string[] = [VARY_ON_OPTIONS];
/** The lines of the response to an allowed preflight. */
export const ALLOWED_PREFLIGHT: readonly string[] = [
  "access-control-allow-headers: *, Authorization",
  "access-control-allow-methods: GET, HEAD, QUERY, PUT, PATCH, POST, DELETE",
  `access-control-allow-origin: ${APP}`,
  "access-control-max-age: 600",
  VARY_ON_OPTIONS,
];

export interface Answer {
  readonly status: number;
  /** The lines of `Access-Control-*` and `Vary`, sorted. */
  readonly cors: readonly string[];
  /** The values of all lines of this name. */
  readonly header: (name: string) => readonly string[];
  readonly body: string;
}

export interface Sent {
  readonly method?: string;
  /** Defaults to the allowed origin. */
  readonly origin?: string | null;
  readonly headers?: Readonly<Record<string, string | string[]>>;
  readonly body?: string;
}

export function send(url: string, { method = "GET", origin = APP, headers = {}, body }: Sent = {}): Promise<Answer> {
  const allHeaders = origin === null ? headers : { Origin: origin, ...headers };
  return new Promise((resolve, reject) => {
    const clientRequest = request(url, { method, headers: allHeaders, timeout: 10_000 }, async (response) => {
      const chunks: Buffer[] = [];
      for await (const chunk of response) chunks.push(chunk as Buffer);
      const { rawHeaders, statusCode = 0 } = response;
      const lines = rawHeaders.flatMap((name, index) =>
        index % 2 === 0 ? [[name.toLowerCase(), rawHeaders[index + 1] ?? ""] as const] : [],
      );
      resolve({
        status: statusCode,
        cors: lines
          .filter(([name]) => name === "vary" || name.startsWith("access-control-"))
          .map(([name, value]) => `${name}: ${value}`)
          .sort(),
        header: (name) => lines.filter(([other]) => other === name).map(([, value]) => value),
        body: Buffer.concat(chunks).toString(),
      });
    });
    clientRequest.once("error", reject).once("timeout", () => clientRequest.destroy(new Error("timed out")));
    clientRequest.end(body);
  });
}

/** Sends a CORS-preflight request. */
export const preflight = (url: string, method = "PUT", { headers, ...rest }: Sent = {}): Promise<Answer> =>
  send(url, { ...rest, method: "OPTIONS", headers: { "Access-Control-Request-Method": method, ...headers } });
