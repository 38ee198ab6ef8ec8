import { exposeAll, isCorsHeaderName } from "./exposed-headers.ts";
import type { Outcome } from "./outcome.ts";
import { mergeVary } from "./vary.ts";

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
 * All decisions are of this class; the types above say what each kind has.
 *
 * It holds what was asked, and computes the rest from the outcome when it is read: a request allocates this and no more.
 * How it is written is measured: docs/decisions/008 has the numbers.
 */
export class Decision implements Answer {
  readonly #kind: CorsDecision["kind"];
  readonly #vary: readonly string[];
  readonly #outcome: Outcome;
  readonly #origin: string | null | undefined;
  readonly #asked: CorsRequest["headers"];

  constructor(
    kind: CorsDecision["kind"],
    vary: readonly string[],
    outcome: Outcome,
    origin: string | null | undefined,
    asked: CorsRequest["headers"],
  ) {
    this.#kind = kind;
    this.#vary = vary;
    this.#outcome = outcome;
    this.#origin = origin;
    this.#asked = asked;
  }

  get kind(): CorsDecision["kind"] {
    return this.#kind;
  }

  get vary(): readonly string[] {
    return this.#vary;
  }

  get headers(): readonly Header[] {
    const headers: Header[] = [];
    this.#setOn({ set: (name, value) => void headers.push(Object.freeze([spelt(name), value])) });
    return Object.freeze(headers);
  }

  get status(): number {
    return this.#outcome.status;
  }

  get exposesAll(): boolean {
    return this.#outcome.exposesAll;
  }

  get #denial(): Denial | undefined {
    return this.#outcome.denial(this.#origin, this.#asked);
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
    let vary = "";
    let stale: string[] | undefined;
    // One pass, and by `forEach`: an iterator costs three times as much on Deno.
    headers.forEach((value, name) => {
      // The `Headers` of some frameworks keep the case that a name was written in.
      if (name.length === 4 && name.toLowerCase() === "vary") vary = value;
      else if (isCorsHeaderName(name)) {
        stale ??= [];
        stale.push(name);
      }
    });
    if (stale) for (const name of stale) headers.delete(name);
    this.#setOn(headers);
    const merged = mergeVary(vary, this.#vary);
    // Though it be the same: in Node it may have been several lines, of which some caches look at one only.
    if (merged) headers.set("vary", merged);
    if (this.#outcome.exposesAll) {
      const names: string[] = [];
      headers.forEach((_, name) => void names.push(name));
      headers.set(...exposeAll(names));
    }
  }

  #setOn(headers: Pick<MutableHeaders, "set">): void {
    this.#outcome.setVarying?.(headers, this.#origin, this.#asked);
    const list = this.#outcome.headers;
    // By index: an iterator that takes the pairs apart costs as much as setting them.
    for (let index = 0; index < list.length; index++) {
      const header = list[index] as Header;
      headers.set(header[0], header[1]);
    }
  }
}
