import type { Policy } from "@fetch-cors/peers";

export type Lookup = (origin: string | null) => boolean;

const lookups = new WeakMap<object, Lookup>();

/**
 * Whether an origin is allowed: one lookup in a set, or one for each label of the host under patterns. Servers with the
 * same origins share the set, because a million origins take much memory.
 */
export function lookupFor(origins: Policy["origin"]): Lookup {
  if (origins === "*") return () => true;
  const known = lookups.get(origins);
  if (known) return known;
  const lookup = origins[0]?.includes("*") ? underPatterns(origins) : exactly(origins);
  lookups.set(origins, lookup);
  return lookup;
}

function exactly(origins: readonly string[]): Lookup {
  const set = new Set<string | null>(origins);
  return (origin) => set.has(origin);
}

/** The patterns of the scenarios have the form `https://*.host`, without a port. */
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
