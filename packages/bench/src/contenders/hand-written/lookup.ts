import type { Settings } from "../../contender.ts";

export type Lookup = (origin: string | null) => boolean;

/** One for all the ways: a million origins are a lot of memory. */
const lookups = new WeakMap<object, Lookup>();

/** Whether an origin is allowed: a look-up in a set, or one for each label under patterns. */
export function lookupFor(origins: Settings["origin"]): Lookup {
  if (origins === "*") return () => true;
  const known = lookups.get(origins);
  if (known) return known;
  const made = origins[0]?.includes("*") ? underPatterns(origins) : exactly(origins);
  lookups.set(origins, made);
  return made;
}

function exactly(origins: readonly string[]): Lookup {
  const set = new Set<string | null>(origins);
  return (origin) => set.has(origin);
}

/** Only `https://*.host`, without a port: what the workloads have. */
function underPatterns(patterns: readonly string[]): Lookup {
  const hosts = new Set(patterns.map((pattern) => pattern.slice("https://*.".length)));
  return (origin) => {
    if (!origin?.startsWith("https://")) return false;
    if (!/^(?:[a-z0-9_-]+\.)+[a-z0-9_-]+$/.test(origin.slice("https://".length))) return false;
    for (let dot = origin.indexOf("."); dot > 0; dot = origin.indexOf(".", dot + 1)) {
      if (hosts.has(origin.slice(dot + 1))) return true;
    }
    return false;
  };
}
