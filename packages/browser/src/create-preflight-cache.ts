import { deviates } from "./deviations.ts";
import type { Engine } from "./engines.ts";
import { FirefoxCache } from "./firefox-cache.ts";
import type { PreflightCache } from "./preflight-cache.ts";
import { ReplacingCache } from "./replacing-cache.ts";
import { StandardCache } from "./standard-cache.ts";

/** Creates the preflight cache of an engine. `now` returns the time in milliseconds. */
export function createPreflightCache(engine: Engine, now: () => number): PreflightCache {
  if (deviates(engine, "one-cache-entry-per-url")) return new ReplacingCache(now);
  return deviates(engine, "cache-per-credentials-mode") ? new FirefoxCache(now) : new StandardCache(now);
}
