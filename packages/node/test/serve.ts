// Starts servers for tests, and sends each request over a new socket, without the processing of `fetch`.
import {
  createServer,
  type IncomingMessage,
  type RequestListener,
  type RequestOptions,
  request,
  type Server,
} from "node:http";
import type { AddressInfo } from "node:net";
import type { Running } from "@fetch-cors/conformance/runtime";
import { onTestFinished } from "vitest";

export const APP = "https://app.example.com";
export const EVIL = "https://evil.example";
export const FROM_APP = { Origin: APP } as const;
export const FROM_EVIL = { Origin: EVIL } as const;
export const PREFLIGHT = {
  method: "OPTIONS",
  headers: { ...FROM_APP, "Access-Control-Request-Method": "PUT" },
} as const;

/** Listens on a free port. */
export async function listen(server: Server): Promise<Running> {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, stop: () => server.close().closeAllConnections() };
}

/** Serves until the test has finished. */
export async function serve(listener: RequestListener): Promise<string> {
  const { url, stop } = await listen(createServer(listener));
  onTestFinished(() => void stop());
  return url;
}

/** A response as it was received. */
export interface Answer {
  readonly status: number | undefined;
  readonly statusText: string | undefined;
  /** The values of all lines of a header, in order. */
  readonly lines: (name: string) => readonly string[];
  /** The lines of all CORS headers and of `Vary`. */
  readonly cors: readonly string[];
  readonly body: string;
  readonly trailers: NodeJS.Dict<string>;
}

/** Sends a request, and reads the whole response. */
export function ask(
  url: string,
  { body, ...options }: RequestOptions & { readonly body?: string } = {},
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    request(url, { agent: false, ...options })
      .once("error", reject)
      .once("response", (response) => readAnswer(response).then(resolve, reject))
      .end(body);
  });
}

async function readAnswer(response: IncomingMessage): Promise<Answer> {
  let body = "";
  for await (const chunk of response.setEncoding("utf8")) body += chunk;
  const { statusCode, statusMessage, rawHeaders, trailers } = response;
  const all = rawHeaders.flatMap((name, index) =>
    index % 2 === 0 ? [[name.toLowerCase(), rawHeaders[index + 1] ?? ""] as const] : [],
  );
  return {
    status: statusCode,
    statusText: statusMessage,
    lines: (name) => all.filter(([one]) => one === name.toLowerCase()).map(([, value]) => value),
    cors: all
      .filter(([name]) => name === "vary" || name.startsWith("access-control-"))
      .map(([name, value]) => `${name}: ${value}`)
      .sort(),
    body,
    trailers,
  };
}
