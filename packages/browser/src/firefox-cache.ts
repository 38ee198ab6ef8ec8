import type { FetchRequest } from "./fetch-request.ts";
import type { PreflightAnswer, PreflightCache } from "./preflight-cache.ts";

/** The expiry of each method and each header name, in milliseconds of the clock. */
interface CacheEntry {
  readonly methods: Map<string, number>;
  readonly headerNames: Map<string, number>;
}

/** The preflight cache of Firefox: separate for requests with and without credentials, and without wildcards. */
export class FirefoxCache implements PreflightCache {
  readonly #byUrl = new Map<string, CacheEntry>();
  readonly #now: () => number;

  constructor(now: () => number) {
    this.#now = now;
  }

  allows(request: FetchRequest, unsafeNames: readonly string[]): boolean {
    const { method } = request;
    const entry = this.#byUrl.get(keyOf(request, request.credentials === "include"));
    if (!entry) return false;
    const now = this.#now();
    const isCurrent = (expiry = 0): boolean => expiry > now;
    // HEAD must be in the cache, although a preflight response does not have to list it.
    const isMethodAllowed = method === "GET" || method === "POST" || isCurrent(entry.methods.get(method));
    return isMethodAllowed && unsafeNames.every((name) => isCurrent(entry.headerNames.get(name)));
  }

  store(request: FetchRequest, { maxAge, methods, headerNames }: PreflightAnswer): void {
    if (maxAge === 0) return;
    const key = keyOf(request, request.credentials === "include");
    const entry = this.#byUrl.get(key) ?? { methods: new Map(), headerNames: new Map() };
    this.#byUrl.set(key, entry);
    const expiry = this.#now() + maxAge * 1000;
    for (const method of methods) entry.methods.set(method, expiry);
    for (const name of headerNames) entry.headerNames.set(name, expiry);
  }

  clear(request: FetchRequest): void {
    for (const credentials of [true, false]) this.#byUrl.delete(keyOf(request, credentials));
  }
}

/** The key has the page's origin, even after a redirect between two foreign origins. */
const keyOf = ({ origin, url }: FetchRequest, credentials: boolean): string => `${credentials} ${origin} ${url.href}`;
