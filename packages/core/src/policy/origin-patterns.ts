import { parseOrigin } from "../fetch-standard/serialized-origin.ts";

/** Whether an entry of the list stands for several origins. */
export const isPattern = (entry: string): boolean => entry.includes("*");

/**
 * Whether one of `patterns` covers `origin`. What is not, byte for byte, a serialized origin is covered by none.
 *
 * The patterns that could cover it are looked up, so the cost grows with the labels of its host and not with their number.
 */
export function isCovered(origin: string, patterns: ReadonlySet<string>): boolean {
  const parts = parseOrigin(origin);
  if (!parts) return false;
  const [scheme, host, port] = parts;
  // First the host itself, for any port; then what any subdomain of each of its parents is written as.
  for (let dot = 0; dot >= 0; dot = host.indexOf(".", dot + 1)) {
    const pattern = scheme + (dot > 0 ? "*" : "") + host.slice(dot);
    if (patterns.has(pattern + port) || patterns.has(`${pattern}:*`)) return true;
  }
  return false;
}
