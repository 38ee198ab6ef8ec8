export const PREFLIGHT: readonly string[] = Object.freeze([
  "Origin",
  "Access-Control-Request-Method",
  "Access-Control-Request-Headers",
]);
export const ORIGIN: readonly string[] = Object.freeze(["Origin"]);
export const NOTHING: readonly string[] = Object.freeze([]);

/** The value of `Vary` once `names` are merged into `current`, without repetition; `Vary: *` says it all already. */
export function mergeVary(current: string, names: readonly string[]): string {
  if (!current) return names.length === 1 ? (names[0] as string) : names.join(", ");
  // Not where a wildcard is one among others: nginx and Varnish take it for a header's name there.
  if (current.trim() === "*") return current;
  const present = current.split(",").map((name) => name.trim().toLowerCase());
  return [current, ...names.filter((name) => !present.includes(name.toLowerCase()))].join(", ");
}
