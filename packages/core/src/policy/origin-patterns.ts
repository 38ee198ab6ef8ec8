import { MAX_ORIGIN_LENGTH, serializeOrigin } from "../fetch-standard/serialized-origin.ts";

/** Whether an entry of the list stands for several origins. */
export const isPattern = (entry: string): boolean => entry.includes("*");

/** What `*.` stands for: one or more labels. */
const LABELS = /^[a-z\d_-]+(?:\.[a-z\d_-]+)*$/;

/**
 * Prepares to tell whom a list of origins and patterns covers. What is not, byte for byte, a serialized origin never is.
 *
 * What could cover an origin is looked up, so the cost grows with the labels of its host and not with the list. What an
 * entry says itself is sound: once it is found, only what its wildcards stand for is left to check.
 */
export function coverageOf(entries: Iterable<string>): (origin: string) => boolean {
  const listed = new Set(entries);
  /** What stands before the `*.` of a pattern, like `https://`, by what stands behind it. */
  const schemes = new Map<string, string[]>();
  let hasAnyPort = false;
  for (const entry of listed) {
    hasAnyPort ||= entry.endsWith(":*");
    const [scheme, domain] = entry.split("*.") as [string, string?];
    if (domain) schemes.set(domain, [...(schemes.get(domain) ?? []), scheme]);
  }
  if (!hasAnyPort && schemes.size === 0) return (origin) => listed.has(origin);

  const isUnderDomain = (origin: string): boolean => {
    for (let dot = origin.indexOf("."); dot > 0; dot = origin.indexOf(".", dot + 1)) {
      const before = schemes.get(origin.slice(dot + 1));
      if (!before) continue;
      for (const scheme of before) {
        if (origin.startsWith(scheme)) return LABELS.test(origin.slice(scheme.length, dot));
      }
    }
    return false;
  };
  const isOfAnyPort = (origin: string): boolean => {
    const pattern = `${origin.replace(/:[1-9]\d*$/, "")}:*`;
    // The URL parser knows which ports there are, and which of them goes unnamed.
    return (listed.has(pattern) || isUnderDomain(pattern)) && serializeOrigin(origin) === origin;
  };
  const isUnderPattern = (origin: string): boolean =>
    origin.length <= MAX_ORIGIN_LENGTH && (isUnderDomain(origin) || (hasAnyPort && isOfAnyPort(origin)));
  // A request can spell a pattern out, but that is no origin.
  return (origin) => (listed.has(origin) || isUnderPattern(origin)) && !isPattern(origin);
}
