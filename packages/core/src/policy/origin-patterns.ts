import { isSerializedPort, MAX_ORIGIN_LENGTH } from "../fetch-standard/serialized-origin.ts";

/** Whether an entry of the option `origin` is a pattern, which covers several origins. */
export const isPattern = (entry: string): boolean => entry.includes("*");

/** Matches the part of a host that `*.` stands for: one or more labels. */
const LABELS = /^[a-z\d_-]+(?:\.[a-z\d_-]+)*$/;

/**
 * Creates a function that returns whether a list of valid origins and patterns covers an origin. The function returns
 * `true` only for serialized origins.
 *
 * It looks up the parts of the origin in a set and a map, so a long list takes no more time than a short one. The fixed
 * parts of a pattern are valid, so it checks only the parts that the wildcards match.
 */
export function createOriginMatcher(entries: Iterable<string>): (origin: string) => boolean {
  const listed = new Set(entries);
  /** For each subdomain pattern, the text after `*.`, mapped to the texts before it, such as `https://`. */
  const schemesByDomain = new Map<string, string[]>();
  let hasAnyPort = false;
  for (const entry of listed) {
    hasAnyPort ||= entry.endsWith(":*");
    const [scheme, domain] = entry.split("*.") as [string, string?];
    if (domain) schemesByDomain.set(domain, [...(schemesByDomain.get(domain) ?? []), scheme]);
  }
  if (!hasAnyPort && schemesByDomain.size === 0) return (origin) => listed.has(origin);

  const matchesSubdomain = (origin: string): boolean => {
    for (let dot = origin.indexOf("."); dot > 0; dot = origin.indexOf(".", dot + 1)) {
      const scheme = schemesByDomain.get(origin.slice(dot + 1))?.find((candidate) => origin.startsWith(candidate));
      if (scheme) return LABELS.test(origin.slice(scheme.length, dot));
    }
    return false;
  };
  const matchesAnyPort = (origin: string): boolean => {
    const port = /:(\d*)$/.exec(origin)?.[1];
    if (port !== undefined && !isSerializedPort(port, origin.slice(0, origin.indexOf(":")))) return false;
    const withAnyPort = `${port === undefined ? origin : origin.slice(0, -port.length - 1)}:*`;
    return listed.has(withAnyPort) || matchesSubdomain(withAnyPort);
  };
  const matchesPattern = (origin: string): boolean =>
    origin.length <= MAX_ORIGIN_LENGTH && (matchesSubdomain(origin) || (hasAnyPort && matchesAnyPort(origin)));
  // The `Origin` header of a request can contain the text of a pattern, which is not an origin.
  return (origin) => (listed.has(origin) || matchesPattern(origin)) && !isPattern(origin);
}
