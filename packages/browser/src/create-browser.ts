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

/** The options of a simulated browser. */
export interface BrowserOptions {
  /**
   * The serialized origin of the page, such as `"https://app.example.com"`; `"null"` for a sandboxed frame, `"file://"`
   * for a page in a WebView or in Electron that sends it. Defaults to the origin of `url`; one of the two is required.
   */
  readonly origin?: string;
  /**
   * The URL of the page. It is the base of relative URLs, and the `Referer` of requests. Without it, the origin is the
   * base of relative URLs, and there is no `Referer`.
   */
  readonly url?: string | URL;
  /** Responds to every request on the wire: a server's `fetch`, or any function from a `Request` to a response. */
  readonly network: Network;
  /**
   * `"standard"` follows the Fetch Standard exactly, and is stricter than browsers in most cases. `"chromium"`,
   * `"firefox"` and `"webkit"` behave like that engine, with its deviations and its console messages. Defaults to
   * `"standard"`.
   *
   * @see https://github.com/fetch-cors/fetch-cors/blob/main/docs/browsers.md
   */
  readonly engine?: Engine;
  /** A `CookieJar` from `tough-cookie`, for the cookies that are sent and stored. Defaults to no cookies. */
  readonly cookieJar?: CookieJar;
  /** The clock for the CORS-preflight cache, in milliseconds. Defaults to `Date`. */
  readonly clock?: { readonly now: () => number };
}

/** A page with its own origin and CORS-preflight cache. */
export interface Browser {
  /**
   * Fetches a URL as a page in a browser does.
   *
   * @param input - A URL, which may be relative to the page, or a `Request`, whose body is buffered.
   * @param init - As for the platform's `fetch`; `integrity` and `priority` have no effect, and there is no HTTP cache.
   * @returns The response, filtered as for a page.
   * @throws {BlockedError} If a browser would block the request or the response.
   * @throws {TypeError} If a browser would refuse the arguments. No request is sent.
   */
  readonly fetch: (input: string | URL | Request, init?: BrowserRequestInit) => Promise<Response>;
  /** Every exchange on the wire with its verdict, oldest first. */
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
  return `origin: ${JSON.stringify(origin)} is not a serialized origin; write ${instead}`;
}

function urlProblem(url: string | URL, origin: string | undefined): string | undefined {
  const parsed = parse(url);
  if (!parsed) return `url: ${JSON.stringify(url)} is not a URL; write one like https://app.example.com/`;
  if (origin === undefined || origin === "null" || originOfPage(parsed) === origin) return undefined;
  return `url: ${JSON.stringify(url)} is not a URL with the origin ${origin}; leave out origin, or write such a URL`;
}

/** Every problem with the options. */
function problemsOf({ origin, url, network, engine = "standard", cookieJar, clock }: BrowserOptions): string[] {
  const problems: (string | undefined)[] = [];
  // jest-environment-jsdom hides Node's.
  if (typeof Response !== "function") {
    problems.push("Response is not defined; run the test in an environment with fetch, like @jest-environment node");
  }
  // The origin is required unless a URL is given.
  if (origin !== undefined || url === undefined) problems.push(originProblem(origin as string));
  if (url !== undefined) problems.push(urlProblem(url, origin));
  if (typeof network !== "function") {
    problems.push("network: it is not a function; write one that takes a Request and returns a Response");
  }
  if (!Object.hasOwn(MAX_AGE_LIMITS, engine)) {
    problems.push(`engine: ${JSON.stringify(engine)} is unknown; write ${ENGINES}`);
  }
  if (cookieJar && typeof cookieJar.getCookies !== "function") {
    problems.push("cookieJar: it has no getCookies(); write new CookieJar() from tough-cookie");
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

/** WebViews and Electron send `file://` for pages that they load from files. */
const originOfPage = (url: URL): string => (url.protocol === "file:" ? "file://" : originOf(url));

/** The origin as a browser serializes it; `undefined` if it is not a URL. */
function serialize(origin: string): string | undefined {
  if (origin === "null" || origin === "file://") return origin;
  const url = parse(origin);
  return url && originOf(url);
}

/**
 * Creates a simulated browser: the whole client side of the CORS protocol in front of a server function.
 *
 * It sends preflights, caches their responses, follows redirects, checks every response and filters its headers.
 *
 * @param options - The network, and the page's origin or URL, are required.
 * @returns The page's `fetch`, and the log of its exchanges.
 * @throws {TypeError} If an option is invalid. The message lists every problem.
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
    // Reads the clock at each call, so that a test can replace `Date`.
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

/** Runs one fetch, and logs the verdict. */
async function fetchForPage(params: FetchParams): Promise<Response> {
  const { body } = params.request;
  try {
    const result = await mainFetch(params);
    const response = filterResponse(params.request, result);
    recordVerdict(params, result.type.startsWith("opaque") ? "opaque" : "shared");
    return response;
  } catch (error) {
    // The last exchange caused the error.
    if (error instanceof BlockedError) recordVerdict(params, "blocked", error);
    else recordVerdict(params, "aborted");
    if (params.last?.response) discard(params.last.response);
    if (body instanceof UploadStream) body.cancel(error);
    throw error;
  }
}
