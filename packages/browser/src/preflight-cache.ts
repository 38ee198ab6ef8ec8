import { deviates } from "./deviations.ts";
import type { Engine } from "./engines.ts";
import type { FetchRequest } from "./fetch-request.ts";
import { FirefoxCache } from "./firefox-cache.ts";
import { ReplacingCache } from "./replacing-cache.ts";
import { StandardCache } from "./standard-cache.ts";

/** The permissions in the response to a preflight. */
export interface PreflightAnswer {
  /** In seconds. */
  readonly maxAge: number;
  readonly methods: readonly string[];
  /** In lower case. */
  readonly headerNames: readonly string[];
}

/** The permissions of earlier preflights, for a limited time. See #concept-cache. There is one network partition. */
export interface PreflightCache {
  /** Whether earlier preflights allow the request, whose CORS-unsafe request-header names are `unsafeNames`. */
  readonly allows: (request: FetchRequest, unsafeNames: readonly string[]) => boolean;
  readonly store: (request: FetchRequest, answer: PreflightAnswer) => void;
  /** Forgets what is stored for the URL of a request that failed. See #concept-cache-clear. */
  readonly clear: (request: FetchRequest) => void;
}

/** The preflight cache as an engine has it; `now` tells the time in milliseconds. */
export function createPreflightCache(engine: Engine, now: () => number): PreflightCache {
  if (deviates(engine, "one-cache-entry-per-url")) return new ReplacingCache(now);
  return deviates(engine, "cache-per-credentials-mode") ? new FirefoxCache(now) : new StandardCache(now);
}
