/**
 * The `Vary` of responses to OPTIONS requests. A cache does not distinguish preflights from other OPTIONS requests, so
 * responses to both vary by the same request headers.
 */
export const VARY_OF_OPTIONS_REQUESTS = "Origin, Access-Control-Request-Method, Access-Control-Request-Headers";
export const VARY_ORIGIN = "Origin";
export const VARY_NOTHING = "";

/** Returns the names in one of the values above, frozen. */
export const varyNames = (vary: string): readonly string[] => Object.freeze(vary.split(", ").filter(Boolean));

/**
 * Adds the names in `vary`, which is one of the values above, to `current`, the `Vary` of the response, without
 * duplicates. `Vary: *` already covers all names.
 */
export function mergeVary(current: string, vary: string): string {
  if (!current) return vary;
  // `*` has this meaning only if it is the whole value. In a list, nginx and Varnish interpret it as a header name.
  if (!vary || current.trim() === "*") return current;
  const present = current.split(",").map((name) => name.trim().toLowerCase());
  return vary
    .split(", ")
    .reduce((merged, name) => (present.includes(name.toLowerCase()) ? merged : `${merged}, ${name}`), current);
}
