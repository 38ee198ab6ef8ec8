import type { CorsOptions, OriginOption } from "../policy/options.ts";
import { settle } from "../policy/settle.ts";
import type { CorsDecision } from "./decision.ts";
import { type CorsPolicy, definePolicy } from "./define-policy.ts";

/**
 * Chooses the policy for a request: one per tenant, or one that changes while the server runs. Compile each policy once,
 * and let the function look it up.
 */
export type CorsPolicyFunction<R extends Request = Request> = (request: R) => CorsPolicy | Promise<CorsPolicy>;

/** What `withCors` takes for a policy. */
export type CorsPolicyArgument<R extends Request = Request, O extends OriginOption = OriginOption> =
  | CorsPolicy
  | CorsOptions<O>
  | CorsPolicyFunction<R>;

type Decide<R> = (request: R) => CorsDecision | Promise<CorsDecision>;

/** Not `instanceof`: a policy may come from another copy of this library. */
const toPolicy = (policy: CorsPolicy | CorsOptions): CorsPolicy =>
  (policy as CorsPolicy | undefined)?.decide ? (policy as CorsPolicy) : definePolicy(policy as CorsOptions);

/**
 * How requests are decided by what stands in the place of a policy. Options are compiled here, once.
 *
 * @throws {CorsConfigError}
 */
export function decideBy<R extends Request>(policy: CorsPolicyArgument<R>): Decide<R> {
  if (typeof policy !== "function") return toPolicy(policy).decide;
  return (request) =>
    settle(
      () => policy(request),
      // It may choose another policy for another origin, so that even one for every origin varies.
      (chosen) => toPolicy(chosen).decide(request, true),
    );
}
