// Serves applications for tests, and sends each request over a new socket.
import { type RequestOptions, request } from "node:http";
import type { FastifyInstance } from "fastify";
import { onTestFinished } from "vitest";

export const APP = "https://app.example.com";
export const EVIL = "https://evil.example";
export const FROM_APP = { origin: APP } as const;
export const FROM_EVIL = { origin: EVIL } as const;

/** The options of a preflight request. */
export const preflight = (origin: string, method = "PUT") =>
  ({ method: "OPTIONS", headers: { origin, "access-control-request-method": method } }) as const;

/** The header lines of an allowed and of a denied origin. */
export const ALLOWED = [`access-control-allow-origin: ${APP}`, "vary: Origin"];
export const DENIED = ["vary: Origin"];

/** Serves until the test has finished. */
export async function serve(app: FastifyInstance): Promise<string> {
  onTestFinished(() => app.close());
  return app.listen({ host: "127.0.0.1", port: 0 });
}

/** A response as it was received. */
export interface Answer {
  readonly status: number;
  readonly body: string;
  /** The values of all lines of a header. */
  readonly lines: (name: string) => readonly string[];
  /** The lines of all CORS headers and of `Vary`. */
  readonly cors: readonly string[];
}

/** Sends a request, and reads the whole response. */
export function ask(url: string, options: RequestOptions = {}, body?: string): Promise<Answer> {
  return new Promise((resolve, reject) => {
    request(url, { agent: false, ...options }, async (response) => {
      try {
        let text = "";
        for await (const chunk of response.setEncoding("utf8")) text += chunk;
        const { statusCode = 0, rawHeaders } = response;
        resolve(answerOf(statusCode, rawHeaders, text));
      } catch (error) {
        reject(error);
      }
    })
      .once("error", reject)
      .end(body);
  });
}

/** @param rawHeaders - Names and values in turn. */
export function answerOf(status: number, rawHeaders: readonly string[], body: string): Answer {
  const lines = rawHeaders.flatMap((name, index) =>
    index % 2 === 0 ? [[name.toLowerCase(), rawHeaders[index + 1] ?? ""] as const] : [],
  );
  return {
    status,
    body,
    lines: (name) => lines.filter(([one]) => one === name.toLowerCase()).map(([, value]) => value),
    cors: lines
      .filter(([name]) => name === "vary" || name.startsWith("access-control-"))
      .map(([name, value]) => `${name}: ${value}`)
      .sort(),
  };
}
