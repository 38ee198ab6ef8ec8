// Sends requests exactly as written, and returns the raw header lines; `fetch` would join and drop some.
import { request } from "node:http";

/** A response as it was received. */
export interface Answer {
  readonly status: number;
  /** Name and value of each header line, the name in lower case. */
  readonly lines: readonly (readonly [name: string, value: string])[];
  /** The values of all lines of this name. */
  readonly all: (name: string) => readonly string[];
  /** The lines of all `Access-Control-*` headers, sorted. */
  readonly cors: readonly string[];
  /** The names in all lines of `Vary`, without those that the router of Next.js adds. */
  readonly vary: readonly string[];
  readonly body: string;
  /** When each chunk arrived, in milliseconds since the first one. */
  readonly chunks: readonly number[];
}

export interface Sent {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

export const APP = "https://app.example.com";
export const EVIL = "https://evil.example";

/** The names that the router of Next.js adds to `Vary`. */
export const NEXTS_VARY: RegExp = /^(?:rsc|next-router-(?:state-tree|prefetch|segment-prefetch))$/;

/** Sends a request, by default from the allowed origin. An empty `Origin` is not sent. */
export function send(url: string, { method = "GET", headers = {}, body }: Sent = {}): Promise<Answer> {
  const { Origin, ...others } = { Origin: APP, ...headers };
  // Set explicitly, because node:http omits it for the body of a DELETE.
  const length = body === undefined ? {} : { "Content-Length": String(Buffer.byteLength(body)) };
  const all = { ...(Origin === "" ? {} : { Origin }), ...length, ...others };
  return new Promise((resolve, reject) => {
    const sent = request(url, { method, headers: all, agent: false, timeout: 20_000 }, (response) => {
      const arrived: number[] = [];
      let text = "";
      response.setEncoding("utf8").on("data", (chunk: string) => {
        arrived.push(Date.now());
        text += chunk;
      });
      response.on("error", reject);
      response.on("end", () => {
        const { rawHeaders: raw, statusCode: status = 0 } = response;
        const lines = raw.flatMap((name, index) =>
          index % 2 === 0 ? [[name.toLowerCase(), raw[index + 1] ?? ""] as const] : [],
        );
        const valuesOf = (name: string): string[] => lines.filter(([key]) => key === name).map(([, value]) => value);
        const cors = lines.filter(([name]) => name.startsWith("access-control-")).map((line) => line.join(": "));
        const vary = valuesOf("vary").flatMap((value) => value.split(",").map((name) => name.trim()));
        resolve({
          status,
          lines,
          all: valuesOf,
          cors: cors.sort(),
          vary: vary.filter((name) => !NEXTS_VARY.test(name)),
          body: text,
          chunks: arrived.map((time) => time - (arrived[0] ?? 0)),
        });
      });
    });
    sent.on("timeout", () => sent.destroy(new Error(`${url} timed out`)));
    sent.on("error", reject);
    sent.end(body);
  });
}

/** Sends a preflight, by default from the allowed origin. */
export const preflight = (url: string, method: string, headers: Sent["headers"] = {}): Promise<Answer> =>
  send(url, { method: "OPTIONS", headers: { "Access-Control-Request-Method": method, ...headers } });

/** The CORS headers of the test app for the allowed origin. */
export const SHARED: readonly string[] = [
  "access-control-allow-credentials: true",
  `access-control-allow-origin: ${APP}`,
  "access-control-expose-headers: X-Request-Id",
];

export const VARY_ON_OPTIONS: readonly string[] = [
  "Origin",
  "Access-Control-Request-Method",
  "Access-Control-Request-Headers",
];
