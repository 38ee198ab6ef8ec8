import type { FetchRequest } from "./fetch-request.ts";
import { NON_WILDCARD_REQUEST_HEADER_NAME } from "./header-names.ts";
import { serializeRequestOrigin } from "./request-origin.ts";

/** What one preflight has allowed: a method or a header name. See #concept-cache. */
interface CacheEntry {
  readonly origin: string;
  readonly url: string;
  readonly credentials: boolean;
  readonly kind: "method" | "header";
  /** Header names in lower case. */
  readonly name: string;
  /** When it stops counting, in milliseconds of the clock. */
  expiry: number;
}

/** What earlier preflights have allowed, as long as it counts. There is one network partition. */
export class PreflightCache {
  #entries: CacheEntry[] = [];
  readonly #now: () => number;

  constructor(now: () => number) {
    this.#now = now;
  }

  /** Whether an earlier preflight has allowed this method. See #concept-cache-match-method. */
  hasMethod(request: FetchRequest, method: string): boolean {
    return this.#matches(request, "method", method).length > 0;
  }

  /** Whether an earlier preflight has allowed this header name. See #concept-cache-match-header. */
  hasHeaderName(request: FetchRequest, name: string): boolean {
    return this.#matches(request, "header", name).length > 0;
  }

  /** Keeps what a preflight has allowed, for `maxAge` seconds. */
  store(request: FetchRequest, maxAge: number, methods: readonly string[], headerNames: readonly string[]): void {
    for (const method of methods) this.#store(request, maxAge, "method", method);
    for (const name of headerNames) this.#store(request, maxAge, "header", name.toLowerCase());
  }

  /** Forgets what is known of a URL that has just failed. See #concept-cache-clear. */
  clear(request: FetchRequest): void {
    const origin = serializeRequestOrigin(request);
    this.#entries = this.#entries.filter((entry) => entry.origin !== origin || entry.url !== request.url.href);
  }

  #store(request: FetchRequest, maxAge: number, kind: CacheEntry["kind"], name: string): void {
    const expiry = this.#now() + maxAge * 1000;
    const credentials = request.credentials === "include";
    // A `*` with credentials is a mere name, so it does not stand for the wildcard that is stored without.
    const known = this.#matches(request, kind, name).filter(
      (entry) => name !== "*" || entry.credentials === credentials,
    );
    // Unlike the letter of the standard, and like Chromium, a fresh answer starts the time anew.
    for (const entry of known) entry.expiry = expiry;
    if (known.length > 0) return;
    const origin = serializeRequestOrigin(request);
    this.#entries.push({ origin, url: request.url.href, credentials, kind, name, expiry });
  }

  /** See #concept-cache-match. */
  #matches(request: FetchRequest, kind: CacheEntry["kind"], name: string): readonly CacheEntry[] {
    const now = this.#now();
    this.#entries = this.#entries.filter(({ expiry }) => expiry > now);
    const origin = serializeRequestOrigin(request);
    return this.#entries.filter(
      (entry) =>
        entry.kind === kind &&
        entry.origin === origin &&
        entry.url === request.url.href &&
        (entry.credentials || request.credentials !== "include") &&
        (entry.name === name || isWildcardFor(entry, name)),
    );
  }
}

/**
 * With credentials `*` is a name like any other. The standard says so of the preflight's lists and forgets it here;
 * Chromium keeps to it in its cache too.
 */
const isWildcardFor = (entry: CacheEntry, name: string): boolean =>
  entry.name === "*" && !entry.credentials && !(entry.kind === "header" && name === NON_WILDCARD_REQUEST_HEADER_NAME);
