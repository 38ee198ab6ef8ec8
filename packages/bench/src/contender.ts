/** What a server does with a request. */
export type Serve = (request: Request) => Response | Promise<Response>;

/** A policy in neutral words; each contender says it in its own. */
export interface Settings {
  /** Every origin, exact origins, or patterns of the form `https://*.host`; never the last two together. */
  readonly origin: "*" | readonly string[];
  readonly credentials: boolean;
  readonly methods: readonly string[];
  /** `["*"]` means every one, which with credentials has to be echoed. */
  readonly allowedHeaders: readonly string[];
  readonly exposedHeaders: readonly string[];
  /** In seconds. */
  readonly maxAge: number;
}

/** What the handler answers, and the handler itself for whoever takes one of the Fetch API. */
export interface Handler {
  readonly serve: Serve;
  readonly body: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
  /** Whether its responses come from `fetch`, so that nothing without the Fetch API can take part. */
  readonly isFetched: boolean;
}

/** A contender that takes something other than a `Request`: what it takes is made, and what it answers read, untimed. */
export interface Bridged {
  readonly input: (request: Request) => unknown;
  readonly serve: (input: never) => unknown;
  /** Without the body. */
  readonly answer: (output: never) => Response;
}

/**
 * Puts a policy around a handler. A string says why this contender cannot: it is left out, and the tables say so.
 */
export type Setup = (
  settings: Settings,
  handler: Handler,
) => Serve | Bridged | string | Promise<Serve | Bridged | string>;

/** One of those that are measured against each other. */
export interface Contender {
  readonly name: string;
  /**
   * | kind | means |
   * |---|---|
   * | `bare` | no CORS at all: what it takes is subtracted |
   * | `hand-written` | code that answers as we do; the fastest of them is 1.00 |
   * | `simpler` | hand-written, and does less |
   * | `ours`, `peer` | what is compared with it |
   */
  readonly kind: "bare" | "hand-written" | "simpler" | "ours" | "peer";
  /** The contender without CORS whose time is subtracted: where it is not the bare handler, that of a framework. */
  readonly bare?: string;
  /** The peer that does the same in the same framework. */
  readonly rival?: string;
  /** The package whose version goes into the results. */
  readonly package?: string;
  /** Rejects where it does not run on this runtime. */
  readonly load: () => Setup | Promise<Setup>;
}

/** The name of the contender that only calls the handler. */
export const BARE = "bare handler";

/** The hand-written server that does not look for what the handler has set itself. */
export const SIMPLER = "hand-written (no replacing)";

/** Ours without an adapter: what the others are compared with. */
export const OURS = "@fetch-cors/core";
