import { BlockedError } from "./blocked-error.ts";
import { type Engine, MAX_AGE_LIMITS } from "./engines.ts";
import { discard, type FetchParams, judge, type Network } from "./exchange.ts";
import { type BrowserRequestInit, toFetchRequest } from "./fetch-request.ts";
import { filterResponse } from "./filtered-response.ts";
import type { Exchange, OpenExchange } from "./log.ts";
import { mainFetch } from "./main-fetch.ts";
import { PreflightCache } from "./preflight-cache.ts";
import { originOf } from "./request-origin.ts";

/** What a browser is made of. */
export interface BrowserOptions {
  /** The serialized origin of the page, like `"https://app.example.com"`; `"null"` for a sandboxed frame or a file. */
  readonly origin: string;
  /** Answers every request that goes over the wire: a server's `fetch`, or anything from `Request` to `Response`. */
  readonly network: Network;
  /**
   * Whose limit of the CORS-preflight cache holds: 7200 seconds in `"chromium"`, 86400 in `"firefox"`, 600 in
   * `"webkit"`. Defaults to `"chromium"`.
   */
  readonly engine?: Engine;
  /** Tells the CORS-preflight cache the time, in milliseconds. Defaults to the system's. */
  readonly clock?: { readonly now: () => number };
}

/** A page of one origin, with a CORS-preflight cache of its own. */
export interface Browser {
  /**
   * Fetches as a page does.
   *
   * @param input - A URL, which may be relative to the page's origin, or a `Request`, whose body is read at once.
   * @param init - As for the platform's `fetch`; `cache`, `integrity` and `keepalive` have no effect.
   * @returns The response, filtered as a page sees it.
   * @throws {BlockedError} Where a browser blocks.
   * @throws {TypeError} Where a browser refuses the arguments: nothing has gone out then.
   */
  readonly fetch: (input: string | URL | Request, init?: BrowserRequestInit) => Promise<Response>;
  /** Every request that went over the wire, and each verdict; the oldest first. */
  readonly log: readonly Exchange[];
}

/** What is wrong with the options, all of it at once. */
function flawsOf({ origin, network, engine = "chromium", clock }: BrowserOptions): string[] {
  const flaws: string[] = [];
  const serialized = serialize(origin);
  if (serialized === undefined || serialized !== origin) {
    const instead = serialized === undefined ? "one like https://app.example.com" : JSON.stringify(serialized);
    flaws.push(`origin: ${JSON.stringify(origin)} is no serialized origin; write ${instead}`);
  }
  if (typeof network !== "function") flaws.push("network: it is no function; write one from Request to Response");
  if (!Object.hasOwn(MAX_AGE_LIMITS, engine)) {
    flaws.push(`engine: ${JSON.stringify(engine)} is unknown; write "chromium", "firefox" or "webkit"`);
  }
  if (clock && typeof clock.now !== "function") flaws.push("clock: it has no now(); write an object like Date");
  return flaws;
}

/** The origin as a browser serializes it; `undefined` where it is no URL. */
function serialize(origin: string): string | undefined {
  if (origin === "null") return origin;
  try {
    return originOf(new URL(origin));
  } catch {
    return undefined;
  }
}

/**
 * Makes a simulated browser: the whole client side of the CORS protocol in front of a function.
 *
 * It sends preflights, keeps their answers, follows redirects, checks every response and filters its headers. It has no
 * cookies: `credentials` counts for the checks, and the log says where a browser would have added some.
 *
 * @param options - The page's origin and the network are required.
 * @returns A page's `fetch`, and the log of what it sent.
 * @throws {TypeError} At once, where an option cannot be used; the message names all of them.
 *
 * @example
 * ```ts
 * import { createBrowser } from "@fetch-cors/browser";
 *
 * const server = () => new Response("hello", { headers: { "Access-Control-Allow-Origin": "*" } });
 * const page = createBrowser({ origin: "https://app.example.com", network: server });
 *
 * const response = await page.fetch("https://api.example.com/");
 * await response.text(); // → "hello"
 * page.log[0]?.request.headers.get("Origin"); // → "https://app.example.com"
 * ```
 *
 * @see https://fetch.spec.whatwg.org/#fetch-method
 */
export function createBrowser(options: BrowserOptions): Browser {
  const flaws = flawsOf(options);
  if (flaws.length > 0) throw new TypeError(flaws.join("\n"));
  const { origin, network, engine = "chromium", clock } = options;
  const log: OpenExchange[] = [];
  // Asked each time, so that a test can replace `Date`.
  const preflightCache = new PreflightCache(() => (clock ?? Date).now());
  const maxAgeLimit = MAX_AGE_LIMITS[engine];

  return {
    log,
    fetch: async (input, init = {}) => {
      const request = await toFetchRequest(origin, input, init);
      return fetchAndJudge({ request, network, preflightCache, maxAgeLimit, log, last: undefined });
    },
  };
}

/** Runs one fetch to its end, and writes the verdict into the log. */
async function fetchAndJudge(params: FetchParams): Promise<Response> {
  try {
    const result = await mainFetch(params);
    const response = filterResponse(params.request, result);
    judge(params, result.type.startsWith("opaque") ? "opaque" : "shared");
    return response;
  } catch (error) {
    // Whatever has failed, the last exchange led to it.
    if (error instanceof BlockedError) judge(params, "blocked", error);
    else judge(params, "aborted");
    if (params.last?.response) discard(params.last.response);
    throw error;
  }
}
