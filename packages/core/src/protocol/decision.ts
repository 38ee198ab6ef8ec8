import type { Asked, Origin, Outcome } from "./outcome.ts";

/** What of a request a decision needs: a `Request` will do. */
export interface CorsRequest {
  readonly method: string;
  /** `get` is asked for lower-case names, and answers `null` or `undefined` where there is no such header. */
  readonly headers: { get(name: string): string | null | undefined };
}

/** A response header. */
export type Header = readonly [name: string, value: string];

/** What every decision says about the response. */
interface Answer {
  /** The headers to set. Every other `Access-Control-*` header is to be removed: the policy owns them all. */
  readonly headers: readonly Header[];
  /** The names to merge into `Vary`. */
  readonly vary: readonly string[];
  /** Whether all of the response's own headers are to be listed: see `exposeAll`. */
  readonly exposesAll: boolean;
  /** What `preflightResponse` calls. */
  readonly toResponse: () => Response;
  /** What `applyHeaders` calls. */
  readonly applyTo: (headers: MutableHeaders) => void;
}

/** The part of `Headers` that a decision needs. As there, case makes no difference to `set` and `delete`; most names come in lower case. */
export interface MutableHeaders {
  /** Calls back with each header, its name in any case. */
  forEach(callback: (value: string, name: string) => void): void;
  set(name: string, value: string): void;
  delete(name: string): void;
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
 * All of it is computed when it is read: these are accessors, so name them to log them.
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

/** A name as people write it; it is in lower case, as `Headers` take it fastest. */
const spelt = (name: string): string => name.replace(/\b\w/g, (letter) => letter.toUpperCase());

/** What a denial names. */
export type Denial = readonly [reason?: "origin" | "method" | "header", name?: string | undefined];

/**
 * An outcome and the request that it is about, for whoever looks at it; the types above say what each kind has.
 *
 * All else is computed when it is read.
 */
class Decision implements Answer {
  readonly #outcome: Outcome;
  readonly #origin: Origin;
  readonly #asked: Asked;

  constructor(outcome: Outcome, origin: Origin, asked: Asked) {
    this.#outcome = outcome;
    this.#origin = origin;
    this.#asked = asked;
    Object.freeze(this);
  }

  get kind(): CorsDecision["kind"] {
    return this.#origin == null ? "not-cors" : this.#outcome.status ? "preflight" : "actual";
  }

  get vary(): readonly string[] {
    return this.#outcome.vary;
  }

  get headers(): readonly Header[] {
    const headers: Header[] = [];
    const set: MutableHeaders["set"] = (name, value) => void headers.push(Object.freeze([spelt(name), value]));
    this.#outcome.setOn({ set }, this.#origin, this.#asked);
    return Object.freeze(headers);
  }

  get status(): number | undefined {
    return this.#outcome.status;
  }

  get exposesAll(): boolean {
    return this.#outcome.exposesAll;
  }

  get #denial(): Denial | undefined {
    return this.#outcome.denial?.(this.#origin, this.#asked);
  }

  get allowed(): boolean {
    return !this.#denial;
  }

  get reason(): Denial[0] {
    return this.#denial?.[0];
  }

  get name(): Denial[1] {
    return this.#denial?.[1];
  }

  toResponse(): Response {
    return this.#outcome.respond(this.#origin, this.#asked);
  }

  applyTo(headers: MutableHeaders): void {
    this.#outcome.applyTo(headers, this.#origin, this.#asked);
  }
}

export const decisionOf = (...about: ConstructorParameters<typeof Decision>): CorsDecision =>
  new Decision(...about) as CorsDecision;
