import type { CorsHooks, CorsPolicyArgument } from "@fetch-cors/core";

/** A header as it goes over the wire; a name may come several times. */
export type Header = readonly [name: string, value: string];

/** What is sent. The URL is the case's `id`, so nothing of it is said here. */
export interface CaseRequest {
  readonly method: string;
  readonly headers: readonly Header[];
}

/**
 * How the handler answers:
 *
 * | kind | means |
 * |---|---|
 * | `"sync"` (the default), `"async"`, `"thenable"` | a response, a promise of it, or what merely has a `then` |
 * | `"streamed"` | a response whose body is a stream of several chunks |
 * | `"fetched"` | a response with immutable headers, as `fetch` gives it |
 * | `"redirect"` | `Response.redirect`, whose headers are immutable too |
 * | `"network-error"` | `Response.error()` |
 * | `"switching-protocols"` | a response with status 101, which no script can copy |
 * | `"throws"`, `"rejects"` | no response: `error` is thrown, now or later |
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

/** What the handler behind the policy does. */
export interface CaseHandler {
  readonly kind?: HandlerKind;
  /** Defaults to 200. */
  readonly status?: number;
  readonly statusText?: string;
  /** Exactly these: no `Content-Type` is added for a body. For a redirect its one `Location`. */
  readonly headers?: readonly Header[];
  /** Defaults to none. */
  readonly body?: string;
  /** What is thrown. */
  readonly error?: unknown;
}

/** What comes back. */
export interface Expected {
  /** Whether the handler runs, which means: exactly once. */
  readonly handlerRuns: boolean;
  readonly status: number;
  /** Compared only where it is given, and where the transport carries it. */
  readonly statusText?: string;
  /** All headers of the response. The report of the handler's runs is not among them. */
  readonly headers: readonly Header[];
  readonly body: string;
}

/** The arguments of `withCors` after the handler. */
export interface PolicyArguments {
  /** Left out, `withCors` gets the handler alone: the public policy. */
  readonly policy?: CorsPolicyArgument;
  readonly hooks?: CorsHooks;
}

/** One request, what stands behind the policy, and what has to come back, on every runtime. */
export interface ConformanceCase extends PolicyArguments {
  /** Unique, in kebab-case: it is the path of the case's URL. */
  readonly id: string;
  /** What the case shows, as a sentence. */
  readonly name: string;
  /** Where it is laid down: an anchor of the Fetch Standard, or a section of an RFC. */
  readonly see: `#${string}` | `RFC ${string}`;
  readonly request: CaseRequest;
  /** Defaults to a plain 200 with the body `hello`. */
  readonly handler?: CaseHandler;
  /** A second `withCors` between this one and the handler. */
  readonly inner?: PolicyArguments;
  readonly expected: Expected;
  /** The response if the adapter skips an inner policy. Defaults to `expected`. */
  readonly expectedIfInnerIsSkipped?: Expected;
  /** Why the case cannot go over a socket. */
  readonly inProcessOnly?: string;
}
