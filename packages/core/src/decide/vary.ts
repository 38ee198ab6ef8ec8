/**
 * The names for `Vary` in responses to OPTIONS requests. A cache does not distinguish preflights from other OPTIONS
 * requests, so responses to both vary by the same request headers.
 */
export const VARY_OPTIONS_METHOD: readonly string[] = /* @__PURE__ */ Object.freeze([
  "Origin",
  "Access-Control-Request-Method",
  "Access-Control-Request-Headers",
]);
export const VARY_ORIGIN: readonly string[] = /* @__PURE__ */ Object.freeze(["Origin"]);
export const VARY_NOTHING: readonly string[] = /* @__PURE__ */ Object.freeze([]);

/** Adds `names` to `current`, the value of `Vary`, without duplicates. `Vary: *` already covers all names. */
export function mergeVary(current: string, names: readonly string[]): string {
  // The fast path for one name: `join` on a frozen array is slow.
  if (!current) return names.length === 1 ? (names[0] as string) : names.join(", ");
  // `*` has this meaning only if it is the whole value. In a list, nginx and Varnish interpret it as a header name.
  if (current.trim() === "*") return current;
  const present = current.split(",").map((name) => name.trim().toLowerCase());
  return [current, ...names.filter((name) => !present.includes(name.toLowerCase()))].join(", ");
}
