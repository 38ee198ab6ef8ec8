import { canBeSentByBrowser } from "../fetch-standard/serialized-origin.ts";
import { callThen } from "./call-then.ts";
import type { NormalizedCorsOptions, OriginPredicate } from "./options.ts";
import { createOriginMatcher } from "./origin-patterns.ts";

/** Whether a policy allows an origin; the result is a promise only if that of a predicate is. */
export type AllowsOrigin = (origin: string, args: readonly unknown[]) => boolean | Promise<boolean>;

/** Prepares the check of an origin for a valid option other than `"*"`. */
export function createAllowsOrigin(option: NormalizedCorsOptions["origin"]): AllowsOrigin {
  return typeof option === "function" ? callPredicate(option) : createOriginMatcher(option);
}

function callPredicate(predicate: OriginPredicate): AllowsOrigin {
  let isReported = false;
  /** Reports a mistake in the predicate, once for each policy. */
  const reportOnce = (mistake: string): void => {
    if (!isReported) console.error(`fetch-cors: the "origin" predicate ${mistake}; return true to allow the origin`);
    isReported = true;
  };
  return (origin, args) =>
    canBeSentByBrowser(origin) &&
    callThen<unknown, boolean>(
      () => predicate(origin, ...(args as [Request])),
      (result) => {
        if (result != null && typeof result !== "boolean") reportOnce(`returned a ${typeof result}`);
        return result === true;
      },
      (error) => {
        // Predicates for the `cors` package call their second argument.
        if (error instanceof TypeError)
          reportOnce("threw a TypeError; it receives the origin and the request, not a callback");
        throw error;
      },
    );
}
