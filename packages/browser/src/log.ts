import type { BlockedError } from "./blocked-error.ts";

/** A request, as it went over the wire. */
export interface LoggedRequest {
  readonly method: string;
  /** As the server is told: without fragment, user and password. */
  readonly url: string;
  /** All that the simulated browser sent, `Origin` and `Access-Control-Request-*` included. */
  readonly headers: Headers;
  readonly mode: "cors" | "no-cors" | "same-origin";
  /** The credentials mode that the page has chosen; the answer to a preflight is checked with it too. */
  readonly credentials: "omit" | "same-origin" | "include";
  /**
   * Whether a browser would add its cookies here: never to a preflight.
   *
   * @see https://fetch.spec.whatwg.org/#response-request-includes-credentials
   */
  readonly includesCredentials: boolean;
}

/** A response, as the server sent it: nothing is filtered. */
export interface LoggedResponse {
  readonly status: number;
  readonly statusText: string;
  readonly headers: Headers;
}

/**
 * What the browser made of an exchange:
 *
 * | verdict | means |
 * |---|---|
 * | `"pending"` | no response yet |
 * | `"allowed"` | a preflight that lets the actual request go out |
 * | `"redirected"` | a redirect that was followed |
 * | `"shared"` | the page got the response |
 * | `"opaque"` | the page got a response that it can see nothing of |
 * | `"blocked"` | the page got an error, which is in `error` |
 * | `"aborted"` | the page's own signal ended it |
 */
export type Verdict = "pending" | "allowed" | "redirected" | "shared" | "opaque" | "blocked" | "aborted";

/** A request that went over the wire, what came back, and what the browser made of it. */
export interface Exchange {
  /** Whether it is a CORS-preflight request or what the page asked for. */
  readonly kind: "preflight" | "actual";
  readonly request: LoggedRequest;
  /** `undefined` as long as there is none. */
  readonly response: LoggedResponse | undefined;
  readonly verdict: Verdict;
  /** Why the page does not get the response; `undefined` unless `verdict` is `"blocked"`. */
  readonly error: BlockedError | undefined;
}

/** An exchange while it goes on. */
export type OpenExchange = { -readonly [Key in keyof Exchange]: Exchange[Key] };
