/** What the answers to OPTIONS depend on, that to a plain one too: caches do not tell it from a preflight. */
export const VARY_OPTIONS: readonly string[] = /* @__PURE__ */ Object.freeze([
  "Origin",
  "Access-Control-Request-Method",
  "Access-Control-Request-Headers",
]);
export const VARY_ORIGIN: readonly string[] = /* @__PURE__ */ Object.freeze(["Origin"]);
export const VARY_NOTHING: readonly string[] = /* @__PURE__ */ Object.freeze([]);

/** The value of `Vary` once `names` are merged into `current`, without repetition; `Vary: *` says it all already. */
export function mergeVary(current: string, names: readonly string[]): string {
  if (!current) return names.length === 1 ? (names[0] as string) : names.join(", ");
  // Not where a wildcard is one among others: nginx and Varnish take it for a header's name there.
  if (current.trim() === "*") return current;
  const present = current.split(",").map((name) => name.trim().toLowerCase());
  return [current, ...names.filter((name) => !present.includes(name.toLowerCase()))].join(", ");
}
