import type { CorsHooks, CorsPolicyArgument } from "@fetch-cors/core";

/** A header line; a name may occur several times. */
export type Header = readonly [name: string, value: string];

/** The request to send. Its URL is made from the `id` of the case. */
export interface CaseRequest {
  readonly method: string;
  readonly headers: readonly Header[];
}

/**
 * How the handler responds:
 *
 * | kind | means |
 * |---|---|
 * | `"sync"` (the default), `"async"`, `"thenable"` | a response, a promise of it, or a thenable |
 * | `"streamed"` | a response whose body is a stream of several chunks |
 * | `"fetched"` | a response with immutable headers, like those of `fetch` |
 * | `"redirect"` | `Response.redirect`, whose headers are also immutable |
 * | `"network-error"` | `Response.error()` |
 * | `"switching-protocols"` | a response with status 101, which a script cannot copy |
 * | `"throws"`, `"rejects"` | no response: `error` is thrown or the promise rejects with it |
 */
export type HandlerKind =
  | "sync"
  | "async"
  | "thenable"
  | "streamed"
  | "fetched"
  | "redirect"
  | "network-error"
  | "switching-protocols"
  | "throws"
  | "rejects";

/** The behavior of the handler. */
export interface CaseHandler {
  readonly kind?: HandlerKind;
  /** Defaults to 200. */
  readonly status?: number;
  readonly statusText?: string;
  /** The complete list: no `Content-Type` is added for a body. A redirect has only `Location`. */
  readonly headers?: readonly Header[];
  /** Defaults to no body. */
  readonly body?: string;
  /** The value that the handler throws. */
  readonly error?: unknown;
}

/** The expected response. */
export interface Expected {
  /** Whether the handler runs, exactly once. */
  readonly handlerRuns: boolean;
  readonly status: number;
  /** Compared only if it is set and the transport preserves it. */
  readonly statusText?: string;
  /** All response headers, except the one that reports the handler runs. */
  readonly headers: readonly Header[];
  readonly body: string;
}

/** The arguments of `withCors` after the handler. */
export interface PolicyArguments {
  /** If absent, `withCors` gets the handler alone, which means the public policy. */
  readonly policy?: CorsPolicyArgument;
  readonly hooks?: CorsHooks;
}

/** One request, the handler and its policy, and the response that every runtime has to give. */
export interface ConformanceCase extends PolicyArguments {
  /** Unique, in kebab-case; the last segment of the URL path. */
  readonly id: string;
  /** A sentence that states the behavior. */
  readonly name: string;
  /** The source of the behavior: an anchor of the Fetch Standard, or a section of an RFC. */
  readonly see: `#${string}` | `RFC ${string}`;
  readonly request: CaseRequest;
  /** Defaults to a 200 with the body `hello`. */
  readonly handler?: CaseHandler;
  /** The policy and hooks of a second `withCors` between this one and the handler. */
  readonly inner?: PolicyArguments;
  readonly expected: Expected;
  /** The response of an adapter that skips an inner policy. Defaults to `expected`. */
  readonly expectedIfInnerIsSkipped?: Expected;
  /** Why the case cannot run over a socket. */
  readonly inProcessOnly?: string;
}
