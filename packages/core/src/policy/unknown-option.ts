import { LEAVE_IT_OUT, type Problem } from "./config-error.ts";

/**
 * An option is suggested only if its similarity to the unknown name is greater than this. The similarity is the number
 * of pairs of adjacent letters of the option that the name contains, divided by the number of letters in both. The last
 * letter of the option counts as a pair.
 */
const MIN_SIMILARITY = 0.16;

/**
 * Returns the problem with a name that is not an option, and suggests the option that shares the most pairs of letters
 * with it.
 *
 * Comparing pairs of letters also finds the options that other libraries call by longer names, such as `allowMethods`
 * and `optionsSuccessStatus`.
 */
export function unknownOption(name: string, known: readonly string[]): Problem {
  let advice = LEAVE_IT_OUT;
  let most = MIN_SIMILARITY;
  for (const option of known) {
    const shared = [...option].filter((_, index) => name.includes(option.slice(index, index + 2))).length;
    const similarity = shared / (name.length + option.length);
    // The dangerous option is suggested only for a name that contains "insecure".
    if (similarity > most && (/insecure/i.test(name) || !/insecure/i.test(option))) {
      most = similarity;
      advice = `did you mean "${option}"?`;
    }
  }
  if (/^on[A-Z]/.test(name)) advice = "pass hooks after the policy: withCors(handler, policy, { onError, onDecision })";
  if (name === "preflightContinue") advice = `${LEAVE_IT_OUT}, because all requests but preflights reach the handler`;
  return { code: "unknown-option", subject: `"${name}"`, reason: "is not an option", advice };
}
