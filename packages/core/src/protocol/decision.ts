/** What of a request a decision needs: a `Request` will do. */
export interface CorsRequest {
  readonly method: string;
  /** `get` is asked for lower-case names, and answers `null` or `undefined` where there is no such header. */
  readonly headers: { get(name: string): string | null | undefined };
}

/** A response header. */
export type Header = readonly [name: string, value: string];

const NO_HEADERS: readonly Header[] = Object.freeze([]);

/** What every decision says about the response. */
interface Answer {
  /** The headers to set. Every other `Access-Control-*` header is to be removed: the policy owns them all. */
  readonly headers: readonly Header[];
  /** The names to merge into `Vary`. */
  readonly vary: readonly string[];
  /** Whether all of the response's own headers are to be listed: see `exposeAll`. */
  readonly exposesAll: boolean;
}

interface Allowed {
  readonly allowed: true;
  readonly reason?: undefined;
  readonly name?: undefined;
}

interface Denied<Reason> {
  readonly allowed: false;
  /** What is not allowed. */
  readonly reason: Reason;
  /** The origin, the method or the first header that is not allowed, as the request names it. */
  readonly name: string;
}

/**
 * A CORS-preflight request: answer it with `preflightResponse`, and do not call the handler.
 *
 * `allowed`, `reason` and `name` are computed when they are read: they are accessors, so name them to log them.
 *
 * @see https://fetch.spec.whatwg.org/#cors-preflight-request
 */
export type PreflightDecision = Answer & {
  readonly kind: "preflight";
  /** The status to answer with. */
  readonly status: number;
} & (Allowed | Denied<"origin" | "method" | "header">);

/**
 * Any other CORS request: let the handler answer it, and pass the response through `applyDecision`.
 *
 * @see https://fetch.spec.whatwg.org/#cors-request
 */
export type ActualDecision = Answer & {
  readonly kind: "actual";
} & (Allowed | Denied<"origin">);

/** A request without `Origin`. Its response is `allowed` where every origin's is, and passes through `applyDecision` too. */
export type NotCorsDecision = Answer & {
  readonly kind: "not-cors";
  readonly allowed: boolean;
  readonly reason?: undefined;
  readonly name?: undefined;
};

/** What a policy says about a request. */
export type CorsDecision = PreflightDecision | ActualDecision | NotCorsDecision;

/** What a denial names. */
export type Denial = readonly [reason?: "origin" | "method" | "header", name?: string | undefined];

/** All decisions are of this class; the types above say what each kind has. */
export class Decision implements Answer {
  declare readonly kind: CorsDecision["kind"];
  declare readonly status: number;
  declare readonly headers: readonly Header[];
  declare readonly vary: readonly string[];
  declare readonly exposesAll: boolean;
  readonly #denial: () => Denial | undefined;

  constructor(
    kind: CorsDecision["kind"],
    vary: readonly string[],
    denial: () => Denial | undefined,
    headers: readonly Header[] = NO_HEADERS,
    exposesAll = false,
    status = 403,
  ) {
    this.kind = kind;
    this.status = status;
    this.headers = headers;
    this.vary = vary;
    this.exposesAll = exposesAll;
    this.#denial = denial;
    Object.freeze(this);
  }

  get allowed(): boolean {
    return !this.#denial();
  }

  get reason(): Denial[0] {
    return this.#denial()?.[0];
  }

  get name(): Denial[1] {
    return this.#denial()?.[1];
  }
}
