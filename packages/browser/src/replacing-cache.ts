import { deviates } from "./deviations.ts";
import type { FetchRequest } from "./fetch-request.ts";
import { NON_WILDCARD_REQUEST_HEADER_NAME } from "./header-names.ts";
import { isCorsSafelistedMethod } from "./methods.ts";
import type { PreflightAnswer, PreflightCache } from "./preflight-cache.ts";
import { serializeRequestOrigin } from "./request-origin.ts";

/** The permissions from the last preflight to a URL. */
interface CacheEntry {
  readonly credentials: boolean;
  readonly methods: ReadonlySet<string>;
  readonly headerNames: ReadonlySet<string>;
  /** The expiry, in milliseconds of the clock. */
  readonly expiry: number;
}

/** The preflight cache of Chromium and WebKit: one entry for each URL, which the next preflight replaces. */
export class ReplacingCache implements PreflightCache {
  readonly #byUrl = new Map<string, CacheEntry>();
  readonly #now: () => number;

  constructor(now: () => number) {
    this.#now = now;
  }

  allows(request: FetchRequest, unsafeNames: readonly string[]): boolean {
    const key = keyOf(request);
    const entry = this.#byUrl.get(key);
    // An opaque origin never matches the origin of an entry.
    if (!entry || request.isRedirectTainted) return false;
    const isAllowed = entry.expiry > this.#now() && covers(entry, request, unsafeNames);
    // An entry that does not allow the request is removed, although it could still allow a different one.
    if (!isAllowed) this.#byUrl.delete(key);
    return isAllowed;
  }

  store(request: FetchRequest, { maxAge, methods, headerNames }: PreflightAnswer): void {
    if (request.isRedirectTainted) return;
    this.#byUrl.set(keyOf(request), {
      credentials: request.credentials === "include",
      methods: new Set(methods),
      headerNames: new Set(headerNames),
      expiry: this.#now() + maxAge * 1000,
    });
  }

  clear(request: FetchRequest): void {
    this.#byUrl.delete(keyOf(request));
  }
}

const keyOf = (request: FetchRequest): string => `${serializeRequestOrigin(request)} ${request.url.href}`;

function covers(entry: CacheEntry, { engine, credentials, method }: FetchRequest, names: readonly string[]): boolean {
  const includes = credentials === "include";
  if (includes && !entry.credentials) return false;
  const hasWildcard = deviates(engine, "wildcard-of-a-credentialed-entry") ? !includes : !entry.credentials;
  const isMethodAllowed =
    isCorsSafelistedMethod(method) || entry.methods.has(method) || (hasWildcard && entry.methods.has("*"));
  const isCovered = (name: string): boolean =>
    name !== NON_WILDCARD_REQUEST_HEADER_NAME || deviates(engine, "cached-wildcard-covers-authorization");
  const isWild = hasWildcard && entry.headerNames.has("*");
  return isMethodAllowed && names.every((name) => entry.headerNames.has(name) || (isWild && isCovered(name)));
}
