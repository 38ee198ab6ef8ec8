import type { Policy } from "./peer.ts";

/** Whether the origins are patterns. A list never mixes patterns with exact origins. */
export const arePatterns = (origin: Policy["origin"]): origin is readonly string[] =>
  origin !== "*" && origin[0]?.includes("*") === true;

const compiled = new WeakMap<object, readonly RegExp[]>();

/** One anchored expression for each pattern, as a careful user writes it. */
function regExpsFor(patterns: readonly string[]): readonly RegExp[] {
  const known = compiled.get(patterns);
  if (known) return known;
  const expressions = patterns.map((pattern) => {
    const host = pattern.slice("https://*.".length).replaceAll(".", "\\.");
    return new RegExp(`^https://(?:[a-z0-9_-]+\\.)+${host}$`);
  });
  compiled.set(patterns, expressions);
  return expressions;
}

/** The option of a peer whose list holds strings and expressions. */
export const stringsOrRegExps = (origin: Policy["origin"]): "*" | (string | RegExp)[] =>
  origin === "*" ? "*" : arePatterns(origin) ? [...regExpsFor(origin)] : (origin as string[]);

/** The option of a peer without patterns that accepts a function. */
export function originFunction(patterns: readonly string[]): (origin: string) => string | undefined {
  const expressions = regExpsFor(patterns);
  return (origin) => (expressions.some((expression) => expression.test(origin)) ? origin : undefined);
}

/** Whether the policy allows every request header. */
export const allowsEveryHeader = ({ allowedHeaders }: Policy): boolean => allowedHeaders.includes("*");

/** The option of a peer that echoes the requested headers if the list is absent. */
export const listUnlessEcho = (policy: Policy): string[] | undefined =>
  allowsEveryHeader(policy) ? undefined : [...policy.allowedHeaders];
