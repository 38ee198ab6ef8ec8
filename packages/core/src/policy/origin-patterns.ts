import { isPort, MAX_ORIGIN_LENGTH } from "../fetch-standard/serialized-origin.ts";

/** Whether an entry of the list stands for several origins. */
export const isPattern = (entry: string): boolean => entry.includes("*");

/** What `*.` stands for: one or more labels. */
const LABELS = /^[a-z\d_-]+(?:\.[a-z\d_-]+)*$/;

/**
 * Whether one of `patterns` covers `origin`. What is not, byte for byte, a serialized origin is covered by none.
 *
 * The patterns that could cover it are looked up, so the cost grows with the labels of its host and not with their number.
 * What a pattern says itself is sound: once it is found, only what its wildcards stand for is left to check.
 */
export function isCovered(origin: string, patterns: ReadonlySet<string>): boolean {
  if (origin.length > MAX_ORIGIN_LENGTH || isPattern(origin)) return false;
  const host = origin.indexOf("://") + 3;
  const scheme = origin.slice(0, host);
  const colon = origin.lastIndexOf(":");
  const hasPort = isPort(scheme, origin.slice(colon + 1));
  const isListed = (start: string, from: number): boolean =>
    patterns.has(`${start + origin.slice(from)}:*`) ||
    (hasPort && patterns.has(`${start + origin.slice(from, colon)}:*`));

  if (isListed(scheme, host)) return true;
  // Then what any subdomain of each of the host's parents is written as.
  for (let dot = origin.indexOf(".", host); dot > 0; dot = origin.indexOf(".", dot + 1)) {
    const start = `${scheme}*`;
    if (patterns.has(start + origin.slice(dot)) || isListed(start, dot)) return LABELS.test(origin.slice(host, dot));
  }
  return false;
}
