import type { CorsOptions, OriginOption } from "../policy/options.ts";
import { allowsOriginBy } from "../policy/origin.ts";
import { readOptions } from "../policy/read-options.ts";
import { settle } from "../policy/settle.ts";
import type { CorsPolicy } from "./define-policy.ts";
import { createJudge, type Judge } from "./judge.ts";

/**
 * Chooses the policy for a request: one per tenant, or one that changes while the server runs. Compile each policy once,
 * and let the function look it up. It gets what the handler gets: the request, and what the runtime passes after it.
 */
export type CorsPolicyFunction<Args extends readonly unknown[] = [request: Request]> = (
  ...args: Args
) => CorsPolicy | Promise<CorsPolicy>;

/** What `withCors` takes for a policy. */
export type CorsPolicyArgument<
  Args extends readonly unknown[] = [request: Request],
  O extends OriginOption<Args> = OriginOption<Args>,
> = CorsPolicy | CorsOptions<O> | CorsPolicyFunction<Args>;

/**
 * The policy among the arguments after a handler, for adapters that pass on other hooks than they are given.
 *
 * A default parameter would take an explicit `undefined`, like an unset variable, for left out, and open the server.
 *
 * @param given - All arguments after the handler.
 * @returns The first of them; where there is none at all, the options of the public policy.
 *
 * @example
 * ```ts
 * import { policyAmong } from "@fetch-cors/core";
 *
 * policyAmong([]); // → { origin: "*" }
 * policyAmong([undefined]); // → undefined
 * ```
 */
export const policyAmong = (given: readonly unknown[]): unknown => (given.length > 0 ? given[0] : { origin: "*" });

/** Not `instanceof`: a policy may come from another copy of this library. */
export const isPolicy = (policy: unknown): policy is CorsPolicy => !!(policy as CorsPolicy | undefined)?.judge;

/** Options need no whole policy: `decide` would be nobody's. */
function judgeOf(policy: unknown): Judge {
  if (isPolicy(policy)) return policy.judge;
  const options = readOptions(policy);
  return createJudge(options, allowsOriginBy(options.origin));
}

/**
 * How requests are judged by what stands in the place of a policy. Options are compiled here, once.
 *
 * @throws {CorsConfigError}
 */
export function judgeBy(policy: unknown): Judge {
  if (typeof policy !== "function") return judgeOf(policy);
  return (method, origin, asked, args) =>
    settle(
      () => policy(...args),
      // It may choose another policy for another origin, so that even one for every origin varies.
      (chosen) => judgeOf(chosen)(method, origin, asked, args, true),
    );
}
