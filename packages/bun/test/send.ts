// Sends requests exactly as written, and returns the raw header lines; `fetch` would join lines and set its own Origin.
import { type IncomingMessage, request } from "node:http";

export const APP = "https://app.example.com";
export const EVIL = "https://evil.example";

/** A response as it was received. */
export interface Answer {
  readonly status: number;
  readonly body: string;
  /** All header lines, with names in lower case. */
  readonly lines: readonly (readonly [name: string, value: string])[];
  /** The values of all lines of this name. */
  readonly all: (name: string) => readonly string[];
  /** The lines of all `Access-Control-*` headers, sorted. */
  readonly cors: readonly string[];
}

export interface Sent {
  readonly method?: string;
  /** If absent, the header is not sent. */
  readonly origin?: string | undefined;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** Sends a request and returns the response before its body is read. */
export function open(url: string, { method = "GET", origin, headers = {}, body }: Sent = {}): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const all = { ...(origin === undefined ? {} : { Origin: origin }), ...headers };
    const sent = request(url, { method, headers: all, agent: false, timeout: 10_000 }, resolve);
    sent.on("timeout", () => sent.destroy(new Error(`${url} timed out`)));
    sent.on("error", reject);
    sent.end(body);
  });
}

/** Sends a request and reads the whole response. */
export async function send(url: string, sent: Sent = {}): Promise<Answer> {
  const response = await open(url, sent);
  const chunks: Buffer[] = [];
  for await (const chunk of response) chunks.push(chunk as Buffer);
  const { rawHeaders: raw, statusCode: status = 0 } = response;
  const lines = raw.flatMap((name, index) => (index % 2 ? [] : [[name.toLowerCase(), raw[index + 1] ?? ""] as const]));
  return {
    status,
    body: Buffer.concat(chunks).toString("latin1"),
    lines,
    all: (name) => lines.filter(([key]) => key === name).map(([, value]) => value),
    cors: lines
      .filter(([name]) => name.startsWith("access-control-"))
      .map((line) => line.join(": "))
      .sort(),
  };
}

/** Sends a preflight, by default from the allowed origin. */
export const preflight = (url: string, method: string, origin: string = APP): Promise<Answer> =>
  send(url, { method: "OPTIONS", origin, headers: { "Access-Control-Request-Method": method } });

/** The CORS headers of the shared policy for an allowed origin. */
export const allowed = (origin: string = APP): readonly string[] => [
  "access-control-allow-credentials: true",
  `access-control-allow-origin: ${origin}`,
  "access-control-expose-headers: ETag",
];

export const VARY_ON_OPTIONS = "Origin, Access-Control-Request-Method, Access-Control-Request-Headers";

/** Returns the URL of a path on a server. */
export type Address = (server: string, path?: string) => Promise<string>;
