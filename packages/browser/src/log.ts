import type { BlockedError } from "./blocked-error.ts";
import type { HeaderLine } from "./header-list.ts";

/** A request, as sent over the wire. */
export interface LoggedRequest {
  readonly method: string;
  /** As the server sees it: without fragment, user name and password. */
  readonly url: string;
  /** All headers that the simulated browser sent, including `Origin` and `Access-Control-Request-*`. */
  readonly headers: Headers;
  readonly mode: "cors" | "no-cors" | "same-origin";
  /** The credentials mode that the page set. The response to a preflight is checked with it too. */
  readonly credentials: "omit" | "same-origin" | "include";
  /**
   * Whether a browser adds its cookies to this request. It never adds them to a preflight.
   *
   * @see https://fetch.spec.whatwg.org/#response-request-includes-credentials
   */
  readonly includesCredentials: boolean;
}

/** A response, as the server sent it, before any filter. */
export interface LoggedResponse {
  readonly status: number;
  readonly statusText: string;
  /** The headers; lines with the same name are combined. */
  readonly headers: Headers;
  /** The header lines, separate if the network preserves them. */
  readonly headerLines: readonly HeaderLine[];
}

/**
 * The verdict of the browser on an exchange:
 *
 * | verdict | means |
 * |---|---|
 * | `"pending"` | no response yet |
 * | `"allowed"` | a preflight that allows the actual request |
 * | `"redirected"` | a redirect that was followed |
 * | `"shared"` | the page got the response |
 * | `"opaque"` | the page got a response that it cannot read |
 * | `"blocked"` | the page got an error, which is in `error` |
 * | `"aborted"` | the page aborted the request with its signal |
 */
export type Verdict = "pending" | "allowed" | "redirected" | "shared" | "opaque" | "blocked" | "aborted";

/** A request on the wire, its response, and the verdict of the browser. */
export interface Exchange {
  /** Whether the request is a CORS-preflight request or the page's request. */
  readonly kind: "preflight" | "actual";
  readonly request: LoggedRequest;
  /** `undefined` until a response arrives. */
  readonly response: LoggedResponse | undefined;
  readonly verdict: Verdict;
  /** The reason why the page does not get the response; `undefined` unless `verdict` is `"blocked"`. */
  readonly error: BlockedError | undefined;
}

/** An exchange that is not finished. */
export type OpenExchange = { -readonly [Key in keyof Exchange]: Exchange[Key] };
