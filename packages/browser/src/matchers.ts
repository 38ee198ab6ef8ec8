import type { BlockedCode } from "./block.ts";
import { isBlocked, isCorsBlock } from "./blocked-error.ts";
import type { Browser } from "./create-browser.ts";
import type { Exchange } from "./log.ts";
import type { BrowserRequestInit } from "./request-init.ts";

export { isCorsBlock };

/** A request from the page: a URL, a `Request`, or the members of `init` with the URL. */
export type PageRequest = string | URL | Request | (BrowserRequestInit & { readonly url: string | URL });

/** The result that a matcher returns to `expect`. */
export interface MatcherResult {
  readonly pass: boolean;
  readonly message: () => string;
}

/** The matchers as methods of `expect(page)`, for the types of a test framework. */
export interface CorsMatchers<Result = unknown> {
  /** The page gets the response to the request. */
  toShare(request: PageRequest): Promise<Result>;
  /** The browser blocks the request, with this code if one is passed. */
  toBlock(request: PageRequest, code?: BlockedCode): Promise<Result>;
  /** The browser sends a preflight for the request. */
  toSendPreflight(request: PageRequest): Promise<Result>;
}

/** A request from the page, and its result. */
interface Attempt {
  readonly request: string;
  readonly exchanges: readonly Exchange[];
  readonly response: Response | undefined;
  readonly error: unknown;
}

function isPage(received: unknown): received is Browser {
  return typeof received === "object" && received !== null && "fetch" in received && "log" in received;
}

interface RequestParts {
  readonly input: string | URL | Request;
  readonly init: BrowserRequestInit;
  readonly method: string;
  readonly url: string;
}

/** The arguments of `fetch`, and the method and URL for failure messages. */
function partsOf(request: PageRequest): RequestParts {
  if (typeof request === "string" || request instanceof URL) {
    return { input: request, init: {}, method: "GET", url: String(request) };
  }
  if ("clone" in request) return { input: request, init: {}, method: request.method, url: request.url };
  const { url, ...init } = request;
  return { input: url, init, method: init.method ?? "GET", url: String(url) };
}

async function attempt(matcher: string, received: unknown, request: PageRequest): Promise<Attempt> {
  if (!isPage(received)) {
    throw new TypeError(`${matcher}: expect() needs a page; write expect(createBrowser({ origin, network }))`);
  }
  const before = received.log.length;
  const { input, init, method, url } = partsOf(request);
  const result = await received.fetch(input, init).then(
    (response) => ({ response, error: undefined }),
    (error: unknown) => ({ response: undefined, error }),
  );
  return { request: `${method} ${url}`, exchanges: received.log.slice(before), ...result };
}

const SHOWN_REQUEST = /^(?:origin|access-control-request-.*|cookie)$/;
const SHOWN_RESPONSE = /^(?:access-control-.*|vary|location|set-cookie)$/;

const linesOf = (headers: Iterable<readonly [string, string]>, shown: RegExp, indent: string): string[] =>
  [...headers].filter(([name]) => shown.test(name.toLowerCase())).map(([name, value]) => `${indent}${name}: ${value}`);

/** An exchange in a failure message, with the headers that matter for CORS. */
function describeExchange({ request, response, verdict }: Exchange): string {
  const answer = response ? `${response.status} ${response.statusText}`.trim() : "no response";
  return [
    `  ${request.method} ${request.url}  (credentials: ${request.credentials})`,
    ...linesOf(request.headers, SHOWN_REQUEST, "    > "),
    `    < ${answer}`,
    ...linesOf(response?.headerLines ?? [], SHOWN_RESPONSE, "    < "),
    `    = ${verdict}`,
  ].join("\n");
}

function describe({ exchanges, response, error }: Attempt): string {
  const shown = exchanges.length > 0 ? exchanges.map(describeExchange).join("\n") : "  (nothing was sent)";
  const parts = [`Exchanges:\n${shown}`];
  if (response) parts.push(`The page got the response: ${response.type}, status ${response.status}`);
  if (error instanceof Error) parts.push(`Message: ${error.message}`);
  if (isBlocked(error)) parts.push(`Code: ${error.code}`, `Fix: ${error.fix}`);
  return parts.join("\n\n");
}

const result = (pass: boolean, tried: Attempt, expected: string): MatcherResult => ({
  pass,
  // `not` inverts the result, so the message is about the opposite.
  message: () => `expected ${tried.request} ${pass ? "not " : ""}${expected}\n\n${describe(tried)}`,
});

/** Rethrows an error that is not a `TypeError`, because it is not a result of the browser. */
function rethrowOther({ error }: Attempt): void {
  if (error !== undefined && !(error instanceof TypeError)) throw error;
}

/**
 * Matchers for a page of a simulated browser: `expect.extend(corsMatchers)` in vitest, jest and `bun test`.
 *
 * Each matcher sends the request, so await it. A failure shows the exchanges with their CORS headers, the console
 * message and the fix.
 *
 * @example
 * ```ts
 * import { createBrowser } from "@fetch-cors/browser";
 * import { corsMatchers } from "@fetch-cors/browser/matchers";
 *
 * const network = () => new Response("hello", { headers: { "Access-Control-Allow-Origin": "*" } });
 * const page = createBrowser({ origin: "https://app.example.com", network });
 *
 * const { pass } = await corsMatchers.toShare(page, "https://api.example.com/");
 * pass; // → true
 * ```
 */
export const corsMatchers: {
  readonly toShare: (received: unknown, request: PageRequest) => Promise<MatcherResult>;
  readonly toBlock: (received: unknown, request: PageRequest, code?: BlockedCode) => Promise<MatcherResult>;
  readonly toSendPreflight: (received: unknown, request: PageRequest) => Promise<MatcherResult>;
} = {
  async toShare(received, request) {
    const tried = await attempt("toShare", received, request);
    rethrowOther(tried);
    const isShared = tried.response !== undefined && !tried.response.type.startsWith("opaque");
    return result(isShared, tried, "to be shared with the page");
  },

  async toBlock(received, request, code) {
    const tried = await attempt("toBlock", received, request);
    rethrowOther(tried);
    const { error } = tried;
    // Without a code, a server that is down does not count.
    const pass = code === undefined ? isCorsBlock(error) : isBlocked(error) && error.code === code;
    return result(pass, tried, `to be blocked${code === undefined ? "" : ` with the code "${code}"`}`);
  },

  async toSendPreflight(received, request) {
    const tried = await attempt("toSendPreflight", received, request);
    rethrowOther(tried);
    const isSent = tried.exchanges.some(({ kind }) => kind === "preflight");
    return result(isSent, tried, "to be preceded by a preflight");
  },
};
