import { isSerializedPort, MAX_ORIGIN_LENGTH } from "../fetch-standard/serialized-origin.ts";

/** Whether an entry of the list covers several origins. */
export const isPattern = (entry: string): boolean => entry.includes("*");

/** The part of a host that `*.` covers: one or more labels. */
const LABELS = /^[a-z\d_-]+(?:\.[a-z\d_-]+)*$/;

/**
 * Prepares a test of which origins a list of valid origins and patterns covers. Only serialized origins pass it.
 *
 * The parts of the origin are looked up in maps, so a long list takes no more time than a short one.
 * The fixed parts of a pattern are valid, so only the parts under its wildcards are checked.
 */
export function createOriginMatcher(entries: Iterable<string>): (origin: string) => boolean {
  const listed = new Set(entries);
  /** The parts before `*.` of the subdomain patterns, such as `https://`, by the part after it. */
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
  // A request can contain the text of a pattern, which is not an origin.
  return (origin) => (listed.has(origin) || matchesPattern(origin)) && !isPattern(origin);
}
