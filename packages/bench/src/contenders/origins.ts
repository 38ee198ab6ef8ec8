import type { Settings } from "../contender.ts";

/** Whether the origins are patterns: lists never mix them with exact ones. */
export const arePatterns = (origin: Settings["origin"]): origin is readonly string[] =>
  origin !== "*" && origin[0]?.includes("*") === true;

const expressions = new WeakMap<object, readonly RegExp[]>();

/** What a careful user of a peer writes for patterns: one anchored expression each. */
function regExpsFor(patterns: readonly string[]): readonly RegExp[] {
  const known = expressions.get(patterns);
  if (known) return known;
  const made = patterns.map((pattern) => {
    const host = pattern.slice("https://*.".length).replaceAll(".", "\\.");
    return new RegExp(`^https://(?:[a-z0-9_-]+\\.)+${host}$`);
  });
  expressions.set(patterns, made);
  return made;
}

/** For peers that take strings and expressions in one list. */
export const stringsOrRegExps = (origin: Settings["origin"]): "*" | (string | RegExp)[] =>
  origin === "*" ? "*" : arePatterns(origin) ? [...regExpsFor(origin)] : (origin as string[]);

/** For peers that take a function where they know no patterns. */
export function patternFunction(patterns: readonly string[]): (origin: string) => string | undefined {
  const known = regExpsFor(patterns);
  return (origin) => (known.some((expression) => expression.test(origin)) ? origin : undefined);
}

/** For peers whose absent list of headers means that what is asked for is echoed. */
export const listOrNothing = (names: readonly string[]): string[] | undefined =>
  names.includes("*") ? undefined : [...names];
