import type { NormalizedCorsOptions } from "@fetch-cors/core";
import fc from "fast-check";
import { type DrawnOrigins, spread } from "./origins.ts";
import { NO_ORIGIN, type PageRequest } from "./page-request.ts";

/** A request as positions in lists. Smaller positions are simpler. */
interface Draw {
  readonly origin: number;
  readonly url: number;
  readonly method: number;
  readonly headers: readonly number[];
  readonly credentials: number;
  readonly earlier: number;
}

/** The values from which requests are drawn. */
export interface DrawOptions {
  readonly origins: DrawnOrigins;
  readonly urls: readonly string[];
  readonly options: Pick<NormalizedCorsOptions, "methods" | "allowedHeaders" | "credentials">;
}

const SAFELISTED = ["GET", "HEAD", "POST"];
const OTHER_METHODS = ["PUT", "DELETE", "PATCH", "OPTIONS", "patch", "X-UNLISTED"];
const OTHER_HEADERS = ["Content-Type", "Authorization", "X-Requested-With", "X-Unlisted"];
/** How many allowed origins, and how many denied ones, send earlier requests that a cache may store. */
const EARLIER = 3;
/** How many denied origins send a preflight in every run. */
const DENIED_PREFLIGHTS = 5;
/** The most headers in a request, because pages rarely set more. */
const MOST_HEADERS = 12;

const unique = (names: readonly string[]): readonly string[] => [...new Set(names)].filter((name) => name !== "*");

/** A position in a list, usually one of the first. */
function mostly(
  items: readonly unknown[],
  { first, weight }: { readonly first: number; readonly weight: number },
): fc.Arbitrary<number> {
  const last = items.length - 1;
  if (first === 0 || first > last) return fc.nat(last);
  return fc.oneof(
    { withCrossShrink: true },
    { weight, arbitrary: fc.nat(first - 1) },
    { weight: 10 - weight, arbitrary: fc.integer({ min: first, max: last }) },
  );
}

/** Draws requests from pages, after the examples with which every run begins. */
export class RequestDraw {
  readonly #origins: readonly string[];
  readonly #allowed: number;
  readonly #urls: readonly string[];
  readonly #methods: readonly string[];
  /** How many methods the policy permits, which come first. */
  readonly #permitted: number;
  readonly #headers: readonly string[];
  /** How many headers the policy lists, which come first. */
  readonly #listed: number;
  readonly #earlier: readonly (string | undefined)[];
  readonly #options: DrawOptions["options"];

  constructor({ origins: { allowed, denied }, urls, options }: DrawOptions) {
    this.#origins = [...allowed, ...denied];
    this.#allowed = allowed.length;
    this.#urls = urls;
    const methods = unique([...SAFELISTED, ...options.methods]);
    const unlisted = OTHER_METHODS.filter((method) => !methods.includes(method));
    this.#methods = [...methods, ...unlisted];
    this.#permitted = methods.length;
    this.#listed = unique(options.allowedHeaders).length;
    const known = new Set(options.allowedHeaders.map((name) => name.toLowerCase()));
    this.#headers = unique([
      ...options.allowedHeaders,
      ...OTHER_HEADERS.filter((name) => !known.has(name.toLowerCase())),
      ...options.allowedHeaders.slice(0, 2).map((name) => `${name}-2`),
    ]);
    this.#earlier = [undefined, NO_ORIGIN, ...allowed.slice(0, EARLIER), ...denied.slice(0, EARLIER)];
    this.#options = options;
  }

  /** Any request; most are allowed, or nearly so. fast-check shrinks it to smaller positions and fewer headers. */
  get arbitrary(): fc.Arbitrary<Draw> {
    const header = mostly(this.#headers, { first: this.#listed, weight: 8 });
    return fc.record({
      origin: mostly(this.#origins, { first: this.#allowed, weight: 6 }),
      url: fc.nat(this.#urls.length - 1),
      method: mostly(this.#methods, { first: this.#permitted, weight: 8 }),
      headers: fc.uniqueArray(header, { maxLength: MOST_HEADERS }),
      credentials: fc.nat(1),
      earlier: mostly(this.#earlier, { first: 1, weight: 7 }),
    });
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
   * The requests that come first: each origin, method and header by itself, all headers together, each URL, and each
   * earlier request. A mistake that concerns only one of them is therefore always found.
   */
  examples(most: number): readonly Draw[] {
    const base: Draw = { origin: 0, url: 0, method: 0, headers: [], credentials: 0, earlier: 0 };
    const each = (items: readonly unknown[], member: keyof Draw, more: Partial<Draw> = {}): Draw[] =>
      items.map((_, index) => ({ ...base, ...more, [member]: member === "headers" ? [index] : index }));
    const preflight = { method: this.#methods.indexOf(this.#preflightMethod) };
    const credentials = this.#options.credentials ? { credentials: 1 } : {};
    const [allowed, denied] = [this.#origins.slice(0, this.#allowed), this.#origins.slice(this.#allowed)];
    const together = Array.from({ length: Math.min(this.#listed, MOST_HEADERS) }, (_, index) => index);
    const second = { origin: Math.min(1, Math.max(0, this.#allowed - 1)) };
    const firstDenied = { earlier: Math.min(this.#earlier.length - 1, 2 + Math.min(EARLIER, this.#allowed)) };
    const deniedOnes = (more: Partial<Draw>): readonly Draw[] =>
      each(denied, "origin", more).map((draw) => ({ ...draw, origin: draw.origin + this.#allowed }));
    const first = [
      ...each(this.#urls, "url"),
      ...each(this.#urls, "url", { credentials: 1 }),
      ...each(this.#urls, "url", preflight),
      ...each(this.#urls, "url", { earlier: 1 }),
      ...each(this.#urls, "url", firstDenied),
      ...each(this.#earlier, "earlier"),
      ...each(this.#earlier, "earlier", second),
      ...each(this.#earlier, "earlier", preflight),
      ...each(this.#methods, "method"),
      ...each(this.#methods, "method", { credentials: 1 }),
      ...each(this.#headers, "headers", credentials),
      { ...base, ...preflight, ...credentials, headers: together },
      ...spread(deniedOnes(preflight), DENIED_PREFLIGHTS),
    ];
    const groups = [
      first,
      deniedOnes({}),
      each(allowed, "origin", credentials),
      each(allowed, "origin", preflight),
      deniedOnes(preflight),
    ];
    const draws: Draw[] = [];
    // The first groups matter most. If a group does not fit, only some of its requests are kept.
    for (const group of groups) draws.push(...spread(group, most - draws.length));
    return draws;
  }

  /** A method of the policy that needs a preflight. */
  get #preflightMethod(): string {
    return this.#options.methods.find((method) => !SAFELISTED.includes(method) && method !== "*") ?? "PUT";
  }
}
