import { BlockedError } from "./blocked-error.ts";
import { type CookieJar, CookieStore } from "./cookies.ts";
import { createPreflightCache } from "./create-preflight-cache.ts";
import { type Engine, MAX_AGE_LIMITS } from "./engines.ts";
import { type BrowserState, type FetchParams, type Network, recordVerdict } from "./exchange.ts";
import { filterResponse } from "./filtered-response.ts";
import type { Exchange } from "./log.ts";
import { mainFetch } from "./main-fetch.ts";
import type { BrowserRequestInit } from "./request-init.ts";
import { originOf } from "./request-origin.ts";
import { discard } from "./server-response.ts";
import { toFetchRequest } from "./to-fetch-request.ts";
import { UploadStream } from "./upload-stream.ts";

/** The parts of a browser. */
export interface BrowserOptions {
  /**
   * The serialized origin of the page, like `"https://app.example.com"`; `"null"` for a sandboxed frame, `"file://"` for a
   * page of a WebView or of Electron that sends it. Defaults to the origin of `url`; one of the two is required.
   */
  readonly origin?: string;
  /**
   * The URL of the page. Relative URLs are resolved with it, and it is the `Referer` of requests. Without it, relative
   * URLs are resolved with the origin, and there is no `Referer`.
   */
  readonly url?: string | URL;
  /** Answers every request that goes over the wire: a server's `fetch`, or any function from `Request` to a response. */
  readonly network: Network;
  /**
   * `"standard"` is the letter of the Fetch Standard, which is stricter than any browser. `"chromium"`, `"firefox"` and
   * `"webkit"` behave like that engine, with its deviations and its console messages. Defaults to `"standard"`.
   *
   * @see https://github.com/fetch-cors/fetch-cors/blob/main/docs/browsers.md
   */
  readonly engine?: Engine;
  /** A jar of `tough-cookie`. Cookies are sent and stored with it. Defaults to no cookies. */
  readonly cookieJar?: CookieJar;
  /** Tells the CORS-preflight cache the time, in milliseconds. Defaults to `Date`. */
  readonly clock?: { readonly now: () => number };
}

/** A page of one origin, with a CORS-preflight cache of its own. */
export interface Browser {
  /**
   * Fetches as a page does.
   *
   * @param input - A URL, which may be relative to the page, or a `Request`, whose body is read at once.
   * @param init - As for the platform's `fetch`; `integrity` and `priority` have no effect, and there is no HTTP cache.
   * @returns The response, filtered as a page sees it.
   * @throws {BlockedError} If a browser blocks the request or the response.
   * @throws {TypeError} If a browser refuses the arguments: then nothing was sent.
   */
  readonly fetch: (input: string | URL | Request, init?: BrowserRequestInit) => Promise<Response>;
  /** Every request that went over the wire, and each verdict; the oldest first. */
  readonly log: readonly Exchange[];
}

const ENGINES = Object.keys(MAX_AGE_LIMITS)
  .map((name) => JSON.stringify(name))
  .join(", ")
  .replace(/, ([^,]*)$/, " or $1");

function originProblem(origin: string): string | undefined {
  const serialized = serialize(origin);
  if (serialized !== undefined && serialized === origin) return undefined;
  const instead = serialized === undefined ? "one like https://app.example.com" : JSON.stringify(serialized);
  return `origin: ${JSON.stringify(origin)} is no serialized origin; write ${instead}`;
}

function urlProblem(url: string | URL, origin: string | undefined): string | undefined {
  const parsed = parse(url);
  if (!parsed) return `url: ${JSON.stringify(url)} is not a URL; write one like https://app.example.com/`;
  if (origin === undefined || origin === "null" || originOfPage(parsed) === origin) return undefined;
  return `url: ${JSON.stringify(url)} is not of the origin ${origin}; leave out origin, or write a URL of it`;
}

/** Every problem with the options. */
function problemsOf({ origin, url, network, engine = "standard", cookieJar, clock }: BrowserOptions): string[] {
  const problems: (string | undefined)[] = [];
  // jest-environment-jsdom hides those of Node.
  if (typeof Response !== "function") {
    problems.push("Response is not defined; run the test in an environment with fetch, like @jest-environment node");
  }
  // The origin is required unless the URL tells it.
  if (origin !== undefined || url === undefined) problems.push(originProblem(origin as string));
  if (url !== undefined) problems.push(urlProblem(url, origin));
  if (typeof network !== "function") {
    problems.push("network: it is not a function; write one from Request to Response");
  }
  if (!Object.hasOwn(MAX_AGE_LIMITS, engine)) {
    problems.push(`engine: ${JSON.stringify(engine)} is unknown; write ${ENGINES}`);
  }
  if (cookieJar && typeof cookieJar.getCookies !== "function") {
    problems.push("cookieJar: it has no getCookies(); write new CookieJar() of tough-cookie");
  }
  if (clock && typeof clock.now !== "function") problems.push("clock: it has no now(); write an object like Date");
  return problems.filter((problem) => problem !== undefined);
}

const parse = (url: string | URL): URL | undefined => {
  try {
    return new URL(url);
  } catch {
    return undefined;
  }
};

/** WebViews and Electron send `file://` for the pages that they load from files. */
const originOfPage = (url: URL): string => (url.protocol === "file:" ? "file://" : originOf(url));

/** The origin as a browser serializes it; `undefined` if it is not a URL. */
function serialize(origin: string): string | undefined {
  if (origin === "null" || origin === "file://") return origin;
  const url = parse(origin);
  return url && originOf(url);
}

/**
 * Makes a simulated browser: the whole client side of the CORS protocol in front of a function.
 *
 * It sends preflights, caches their responses, follows redirects, checks every response and filters its headers.
 *
 * @param options - The page's origin or URL, and the network, are required.
 * @returns A page's `fetch`, and the log of the requests that it sent.
 * @throws {TypeError} At once, if an option cannot be used; the message names all of them.
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
  const problems = problemsOf(options);
  if (problems.length > 0) throw new TypeError(problems.join("\n"));
  const { url, network, engine = "standard", cookieJar, clock } = options;
  const pageUrl = url === undefined ? undefined : new URL(url);
  const origin = options.origin ?? originOfPage(pageUrl as URL);
  const browser: BrowserState = {
    network,
    // The clock is read each time, so that a test can replace `Date`.
    preflightCache: createPreflightCache(engine, () => (clock ?? Date).now()),
    cookies: cookieJar && new CookieStore(cookieJar, engine, origin),
    log: [],
    keepaliveBytes: 0,
  };

  return {
    log: browser.log,
    fetch: async (input, init = {}) => {
      const request = await toFetchRequest(origin, input, init, { engine, pageUrl });
      return fetchForPage({ request, browser, failureAfterPreflight: undefined, last: undefined });
    },
  };
}

/** Runs one fetch to its end, and logs the verdict. */
async function fetchForPage(params: FetchParams): Promise<Response> {
  const { body } = params.request;
  try {
    const result = await mainFetch(params);
    const response = filterResponse(params.request, result);
    recordVerdict(params, result.type.startsWith("opaque") ? "opaque" : "shared");
    return response;
  } catch (error) {
    // The last exchange led to the error.
    if (error instanceof BlockedError) recordVerdict(params, "blocked", error);
    else recordVerdict(params, "aborted");
    if (params.last?.response) discard(params.last.response);
    if (body instanceof UploadStream) body.cancel(error);
    throw error;
  }
}
