import { LEAVE_IT_OUT, type Problem } from "./config-error.ts";

/** How much of `known` stands in `name`: the share of its pairs of neighbouring letters. */
const similarity = (name: string, known: string): number =>
  [...known].filter((_, index) => name.includes(known.slice(index, index + 2))).length / (name.length + known.length);

/** Of names that have more in common by chance than this, none was meant. */
const LEAST_SIMILARITY = 0.16;

/**
 * What to write instead of a name that is no option.
 *
 * The one that shares the most pairs of letters, rather than the one at the least distance: so the names of other
 * libraries, of which ours is a part, lead there as well (`allowMethods`, `optionsSuccessStatus`).
 */
export function unknownOption(name: string, known: readonly string[]): Problem {
  if (name === "preflightContinue") return ["unknown-option", "all but preflights reach the handler"];
  if (/^on[A-Z]/.test(name)) return ["unknown-option", "pass it after the policy"];
  // Nobody is led to the dangerous one who did not mean it.
  const meant = known.filter((option) => /insecure/i.test(name) || !/insecure/i.test(option));
  const best = meant.reduce((a, b) => (similarity(name, b) > similarity(name, a) ? b : a));
  return ["unknown-option", similarity(name, best) > LEAST_SIMILARITY ? `did you mean "${best}"?` : LEAVE_IT_OUT];
}
