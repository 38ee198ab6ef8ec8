// Sends a request as it is written, and reads the answer line by line: `fetch` would join lines, and follow nobody's Origin.
import { type IncomingMessage, request } from "node:http";

export const APP = "https://app.example.com";
export const EVIL = "https://evil.example";

/** What came over the wire. */
export interface Answer {
  readonly status: number;
  readonly body: string;
  /** All lines, with their names in lower case. */
  readonly lines: readonly (readonly [name: string, value: string])[];
  /** The values of all lines of this name. */
  readonly all: (name: string) => readonly string[];
  /** The lines of the CORS protocol, sorted. */
  readonly cors: readonly string[];
}

export interface Sent {
  readonly method?: string;
  /** Left out, there is no such header. */
  readonly origin?: string | undefined;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** The beginning of a response, whose body is still to be read. */
export function open(url: string, { method = "GET", origin, headers = {}, body }: Sent = {}): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const all = { ...(origin === undefined ? {} : { Origin: origin }), ...headers };
    const sent = request(url, { method, headers: all, agent: false, timeout: 10_000 }, resolve);
    sent.on("timeout", () => sent.destroy(new Error(`${url} does not answer`)));
    sent.on("error", reject);
    sent.end(body);
  });
}

/** The whole response. */
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

/** A preflight, from the allowed origin if no other is given. */
export const preflight = (url: string, method: string, origin: string = APP): Promise<Answer> =>
  send(url, { method: "OPTIONS", origin, headers: { "Access-Control-Request-Method": method } });

/** What the servers' shared policy says to an origin that it allows. */
export const allowed = (origin: string = APP): readonly string[] => [
  "access-control-allow-credentials: true",
  `access-control-allow-origin: ${origin}`,
  "access-control-expose-headers: ETag",
];

export const VARY_ON_OPTIONS = "Origin, Access-Control-Request-Method, Access-Control-Request-Headers";

/** Where a server answers. */
export type Address = (server: string, path?: string) => Promise<string>;
