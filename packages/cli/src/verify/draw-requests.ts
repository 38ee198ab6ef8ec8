import type { NormalizedCorsOptions } from "@fetch-cors/core";
import fc from "fast-check";
import type { DrawnOrigins } from "./origins.ts";
import { NO_ORIGIN, type PageRequest } from "./page-request.ts";

/** A request as positions in lists: the smaller, the simpler. */
interface Draw {
  readonly origin: number;
  readonly url: number;
  readonly method: number;
  readonly headers: readonly number[];
  readonly credentials: number;
  readonly earlier: number;
}

/** From what requests are drawn. */
export interface DrawOptions {
  readonly origins: DrawnOrigins;
  readonly urls: readonly string[];
  readonly options: Pick<NormalizedCorsOptions, "methods" | "allowedHeaders" | "credentials">;
}

const SAFELISTED = ["GET", "HEAD", "POST"];
const OTHER_METHODS = ["PUT", "DELETE", "PATCH", "OPTIONS", "patch", "X-UNLISTED"];
const OTHER_HEADERS = ["Content-Type", "Authorization", "X-Requested-With", "X-Unlisted"];
/** How many allowed and denied origins have earlier requests in a cache. */
const EARLIER = 3;
/** A page rarely sets more headers. */
const MOST_HEADERS = 12;

const unique = (names: readonly string[]): readonly string[] => [...new Set(names)].filter((name) => name !== "*");

/** Draws requests of pages, and knows those that every run begins with. */
export class RequestDraw {
  readonly #origins: readonly string[];
  readonly #allowed: number;
  readonly #urls: readonly string[];
  readonly #methods: readonly string[];
  readonly #headers: readonly string[];
  readonly #earlier: readonly (string | undefined)[];
  readonly #options: DrawOptions["options"];

  constructor({ origins: { allowed, denied }, urls, options }: DrawOptions) {
    this.#origins = [...allowed, ...denied];
    this.#allowed = allowed.length;
    this.#urls = urls;
    this.#methods = unique([...SAFELISTED, ...options.methods, ...OTHER_METHODS]);
    const known = new Set(options.allowedHeaders.map((name) => name.toLowerCase()));
    this.#headers = unique([
      ...options.allowedHeaders,
      ...OTHER_HEADERS.filter((name) => !known.has(name.toLowerCase())),
      ...options.allowedHeaders.slice(0, 2).map((name) => `${name}-2`),
    ]);
    this.#earlier = [undefined, NO_ORIGIN, ...allowed.slice(0, EARLIER), ...denied.slice(0, EARLIER)];
    this.#options = options;
  }

  /** Any request. fast-check makes it smaller by smaller positions and fewer headers. */
  get arbitrary(): fc.Arbitrary<Draw> {
    const upTo = (items: readonly unknown[]): fc.Arbitrary<number> => fc.nat(items.length - 1);
    return fc.record({
      origin: this.#origin,
      url: upTo(this.#urls),
      method: upTo(this.#methods),
      headers: fc.uniqueArray(upTo(this.#headers), { maxLength: MOST_HEADERS }),
      credentials: fc.nat(1),
      earlier: fc.oneof(
        { withCrossShrink: true },
        { weight: 7, arbitrary: fc.constant(0) },
        { weight: 3, arbitrary: upTo(this.#earlier) },
      ),
    });
  }

  get #origin(): fc.Arbitrary<number> {
    const [allowed, all] = [this.#allowed, this.#origins.length];
    if (allowed === 0 || allowed === all) return fc.nat(all - 1);
    return fc.oneof(
      { withCrossShrink: true },
      { weight: 6, arbitrary: fc.nat(allowed - 1) },
      { weight: 4, arbitrary: fc.integer({ min: allowed, max: all - 1 }) },
    );
  }

  /** The request of a draw. */
  requestOf({ origin, url, method, headers, credentials, earlier }: Draw): PageRequest {
    return {
      origin: this.#origins[origin] as string,
      url: this.#urls[url] as string,
      method: this.#methods[method] as string,
      headers: headers.map((index) => this.#headers[index] as string),
      credentials: credentials === 0 ? "omit" : "include",
      earlier: this.#earlier[earlier],
    };
  }

  /**
   * The requests that come first: each origin, method and header by itself, all headers together, each URL, each earlier
   * request. So a mistake about a single one is found for sure.
   */
  examples(most: number): readonly Draw[] {
    const base: Draw = { origin: 0, url: 0, method: 0, headers: [], credentials: 0, earlier: 0 };
    const each = (items: readonly unknown[], member: keyof Draw, more: Partial<Draw> = {}): Draw[] =>
      items.map((_, index) => ({ ...base, ...more, [member]: member === "headers" ? [index] : index }));
    const preflight = { method: this.#methods.indexOf(this.#preflightMethod) };
    const credentials = this.#options.credentials ? { credentials: 1 } : {};
    const allowed = this.#origins.slice(0, this.#allowed);
    const listed = Math.min(unique(this.#options.allowedHeaders).length, MOST_HEADERS);
    const all = Array.from({ length: listed }, (_, index) => index);
    const draws = [
      ...each(this.#urls, "url"),
      ...each(this.#urls, "url", { credentials: 1 }),
      ...each(this.#urls, "url", preflight),
      ...each(this.#earlier, "earlier"),
      ...each(this.#earlier, "earlier", { origin: Math.min(1, Math.max(0, this.#allowed - 1)) }),
      ...each(this.#urls, "url", { earlier: 1 }),
      ...each(this.#urls, "url", { earlier: Math.min(this.#earlier.length - 1, 2 + Math.min(EARLIER, this.#allowed)) }),
      ...each(this.#methods, "method"),
      ...each(this.#methods, "method", { credentials: 1 }),
      ...each(this.#headers, "headers", credentials),
      { ...base, ...preflight, ...credentials, headers: all },
      ...each(allowed, "origin", credentials),
      ...each(this.#origins, "origin", preflight),
      ...each(this.#origins.slice(this.#allowed), "origin").map((draw) => ({
        ...draw,
        origin: draw.origin + this.#allowed,
      })),
    ];
    const step = Math.max(1, draws.length / most);
    return draws.filter((_, index) => Math.floor(index / step) !== Math.floor((index - 1) / step));
  }

  /** A method of the policy that needs a preflight. */
  get #preflightMethod(): string {
    return this.#options.methods.find((method) => !SAFELISTED.includes(method) && method !== "*") ?? "PUT";
  }
}
