// Pages and servers that the tests share.
import {
  BlockedError,
  type BrowserOptions,
  type BrowserRequestInit,
  createBrowser,
  type Exchange,
} from "../src/index.ts";

export const ORIGIN = "https://app.example.com";
export const API = "https://api.example.com/users";

/** Headers that share a response with every origin, or with the origin of the page and its credentials. */
export const OPEN = { "Access-Control-Allow-Origin": "*" };
export const OWN = { "Access-Control-Allow-Origin": ORIGIN, "Access-Control-Allow-Credentials": "true" };

/** A server that gives the same answer to everything. */
export const answering =
  (headers: HeadersInit = {}, status = 200) =>
  (): Response =>
    new Response(status === 204 ? null : "body", { status, headers });

/** A server that answers a preflight and the rest differently. */
export const server =
  (preflight: HeadersInit, actual: HeadersInit = OPEN, status = 204) =>
  (request: Request): Response =>
    request.method === "OPTIONS" && request.headers.has("Access-Control-Request-Method")
      ? new Response(null, { status, headers: preflight })
      : new Response("body", { headers: actual });

/** A server that redirects from one URL to the next, and shares whatever it answers. */
export const redirecting =
  (chain: Readonly<Record<string, string>>, status = 302, headers: HeadersInit = OPEN) =>
  (request: Request): Response => {
    const location = chain[request.url];
    const answer = new Response(location === undefined ? "end" : null, {
      status: location === undefined ? 200 : status,
    });
    for (const [name, value] of new Headers(headers)) answer.headers.set(name, value);
    if (location !== undefined) answer.headers.set("Location", location);
    return answer;
  };

export const browse = (network: BrowserOptions["network"], options: Partial<BrowserOptions> = {}) =>
  createBrowser({ origin: ORIGIN, network, ...options });

/** The error of a fetch that has to be blocked. */
export async function blockOf(
  network: BrowserOptions["network"],
  init?: BrowserRequestInit,
  input: string | URL | Request = API,
  options: Partial<BrowserOptions> = {},
): Promise<BlockedError> {
  const error = await browse(network, options)
    .fetch(input, init)
    .then(
      () => undefined,
      (reason: unknown) => reason,
    );
  if (error instanceof BlockedError) return error;
  throw new Error("it was not blocked", { cause: error });
}

/** The log in short: what was sent, and what became of it. */
export const inShort = (log: readonly Exchange[]): string[] =>
  log.map(({ request, verdict }) => `${request.method} ${request.url} ${verdict}`);
