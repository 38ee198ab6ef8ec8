import type { BlockedError } from "./blocked-error.ts";
import type { HeaderLine } from "./header-list.ts";

/** A request, as it went over the wire. */
export interface LoggedRequest {
  readonly method: string;
  /** As the server sees it: without fragment, user and password. */
  readonly url: string;
  /** Everything that the simulated browser sent, including `Origin` and `Access-Control-Request-*`. */
  readonly headers: Headers;
  readonly mode: "cors" | "no-cors" | "same-origin";
  /** The credentials mode that the page chose; the response to a preflight is checked with it too. */
  readonly credentials: "omit" | "same-origin" | "include";
  /**
   * Whether a browser adds its cookies to this request; it never does to a preflight.
   *
   * @see https://fetch.spec.whatwg.org/#response-request-includes-credentials
   */
  readonly includesCredentials: boolean;
}

/** A response, as the server sent it, before any filter. */
export interface LoggedResponse {
  readonly status: number;
  readonly statusText: string;
  /** The headers, lines of one name combined. */
  readonly headers: Headers;
  /** Each header line by itself, if the network kept them apart. */
  readonly headerLines: readonly HeaderLine[];
}

/**
 * The verdict of the browser on an exchange:
 *
 * | verdict | means |
 * |---|---|
 * | `"pending"` | no response yet |
 * | `"allowed"` | a preflight that lets the actual request go out |
 * | `"redirected"` | a redirect that was followed |
 * | `"shared"` | the page got the response |
 * | `"opaque"` | the page got a response that it cannot read |
 * | `"blocked"` | the page got an error, which is in `error` |
 * | `"aborted"` | the page aborted it with its signal |
 */
export type Verdict = "pending" | "allowed" | "redirected" | "shared" | "opaque" | "blocked" | "aborted";

/** A request that went over the wire, its response, and the verdict of the browser. */
export interface Exchange {
  /** Whether it is a CORS-preflight request or the request of the page. */
  readonly kind: "preflight" | "actual";
  readonly request: LoggedRequest;
  /** `undefined` until there is one. */
  readonly response: LoggedResponse | undefined;
  readonly verdict: Verdict;
  /** Why the page does not get the response; `undefined` unless `verdict` is `"blocked"`. */
  readonly error: BlockedError | undefined;
}

/** An exchange that is not over. */
export type OpenExchange = { -readonly [Key in keyof Exchange]: Exchange[Key] };
