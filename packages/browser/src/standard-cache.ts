import type { FetchRequest } from "./fetch-request.ts";
import { NON_WILDCARD_REQUEST_HEADER_NAME } from "./header-names.ts";
import { isCorsSafelistedMethod } from "./methods.ts";
import type { PreflightAnswer, PreflightCache } from "./preflight-cache.ts";
import { serializeRequestOrigin } from "./request-origin.ts";

/** The time for which a method or header name is allowed. See #concept-cache. */
interface CacheEntry {
  readonly credentials: boolean;
  /** In milliseconds of the clock. */
  readonly storedAt: number;
  /** In seconds since `storedAt`. */
  maxAge: number;
}

/** The entries of one origin and URL, by method and by header name. */
interface Allowed {
  readonly methods: Map<string, CacheEntry[]>;
  readonly headerNames: Map<string, CacheEntry[]>;
}

const keyOf = (request: FetchRequest): string => `${serializeRequestOrigin(request)} ${request.url.href}`;

/** The CORS-preflight cache of the standard: an entry for each method and each header name. */
export class StandardCache implements PreflightCache {
  readonly #byUrl = new Map<string, Allowed>();
  readonly #now: () => number;

  constructor(now: () => number) {
    this.#now = now;
  }

  /** See #concept-http-fetch. */
  allows(request: FetchRequest, unsafeNames: readonly string[]): boolean {
    const { method, useCorsPreflight } = request;
    const isMethodAllowed =
      this.#matches(request, "methods", method).length > 0 || (isCorsSafelistedMethod(method) && !useCorsPreflight);
    return isMethodAllowed && unsafeNames.every((name) => this.#matches(request, "headerNames", name).length > 0);
  }

  /** See #cors-preflight-fetch-0. */
  store(request: FetchRequest, { maxAge, methods, headerNames }: PreflightAnswer): void {
    for (const method of methods) this.#store(request, maxAge, "methods", method);
    for (const name of headerNames) this.#store(request, maxAge, "headerNames", name);
  }

  clear(request: FetchRequest): void {
    this.#byUrl.delete(keyOf(request));
  }

  #store(request: FetchRequest, maxAge: number, kind: keyof Allowed, name: string): void {
    const matching = this.#matches(request, kind, name);
    for (const entry of matching) entry.maxAge = maxAge;
    if (matching.length > 0) return;
    const key = keyOf(request);
    const allowed: Allowed = this.#byUrl.get(key) ?? { methods: new Map(), headerNames: new Map() };
    this.#byUrl.set(key, allowed);
    const credentials = request.credentials === "include";
    // At most two entries remain: one with credentials and one without.
    const others = (allowed[kind].get(name) ?? []).filter((entry) => entry.credentials !== credentials);
    allowed[kind].set(name, [...others, { credentials, storedAt: this.#now(), maxAge }]);
  }

  /** See #concept-cache-match-method and #concept-cache-match-header. */
  #matches(request: FetchRequest, kind: keyof Allowed, name: string): readonly CacheEntry[] {
    const entries = this.#byUrl.get(keyOf(request))?.[kind];
    if (!entries) return [];
    const isCovered = kind === "methods" || name !== NON_WILDCARD_REQUEST_HEADER_NAME;
    const named = name === "*" || !isCovered ? [name] : [name, "*"];
    const now = this.#now();
    return named
      .flatMap((one) => entries.get(one) ?? [])
      .filter(
        ({ credentials, storedAt, maxAge }) =>
          (credentials || request.credentials !== "include") && storedAt + maxAge * 1000 > now,
      );
  }
}
