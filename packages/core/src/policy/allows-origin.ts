import { canBeSentByBrowser } from "../fetch-standard/serialized-origin.ts";
import { callThen } from "./call-then.ts";
import type { NormalizedCorsOptions, OriginPredicate } from "./options.ts";
import { createOriginMatcher } from "./origin-patterns.ts";

/**
 * Decides whether a policy allows the origin of a request, which is `null` if the request has none. `args` are the
 * arguments that a predicate receives after the origin. The result is a promise only if the predicate returns one.
 */
export type AllowsOrigin = (origin: string | null, args: readonly unknown[]) => boolean | Promise<boolean>;

/** Creates the origin check for the `origin` option of a policy. */
export function createAllowsOrigin(option: NormalizedCorsOptions["origin"]): AllowsOrigin {
  if (option === "*") return () => true;
  if (typeof option === "function") return callPredicate(option);
  const isListed = createOriginMatcher(option);
  return (origin) => origin !== null && isListed(origin);
}

/** Creates an origin check that calls a predicate, and denies the origin unless the result is `true`. */
function callPredicate(predicate: OriginPredicate): AllowsOrigin {
  let isReported = false;
  /** Logs a mistake in the predicate, at most once per policy. No decision depends on whether it was logged. */
  const reportOnce = (mistake: string): void => {
    if (!isReported) console.error(`fetch-cors: the "origin" predicate ${mistake}; return true to allow the origin`);
    isReported = true;
  };
  return (origin, args) =>
    origin !== null &&
    canBeSentByBrowser(origin) &&
    callThen<unknown, boolean>(
      () => predicate(origin, ...(args as [Request])),
      (result) => {
        if (result != null && typeof result !== "boolean") reportOnce(`returned a value of type ${typeof result}`);
        return result === true;
      },
      (error) => {
        // An `origin` function for the `cors` package calls its second argument, which is a callback there. In this
        // library it is the request, so the call throws.
        if (String(error).includes("not a function"))
          reportOnce("threw a TypeError; it receives the origin and the arguments of the handler, not a callback");
        throw error;
      },
    );
}
