import { LEAVE_IT_OUT, type Problem } from "./config-error.ts";

/** Of names that have more in common by chance than this, none was meant. */
const LEAST_SIMILARITY = 0.16;

/**
 * What to write instead of a name that is no option.
 *
 * The one that shares the most pairs of letters, rather than the one at the least distance: so the names of other
 * libraries, of which ours is a part, lead there as well (`allowMethods`, `optionsSuccessStatus`).
 */
export function unknownOption(name: string, known: readonly string[]): Problem {
  let advice = LEAVE_IT_OUT;
  let most = LEAST_SIMILARITY;
  for (const option of known) {
    // How much of an option stands in the name: the share of its pairs of neighbouring letters.
    const shared = [...option].filter((_, index) => name.includes(option.slice(index, index + 2))).length;
    const similarity = shared / (name.length + option.length);
    // Nobody is led to the dangerous one who did not mean it.
    if (similarity > most && (/insecure/i.test(name) || !/insecure/i.test(option))) {
      most = similarity;
      advice = `did you mean "${option}"?`;
    }
  }
  if (/^on[A-Z]/.test(name)) advice = "pass it after the policy";
  if (name === "preflightContinue") advice = "all but preflights reach the handler";
  return ["unknown-option", advice];
}
