import { type Decide, varyByOrigin } from "../decide/decide.ts";
import { type CorsPolicy, decideOf, definePolicy } from "../define-policy.ts";
import { callThen } from "../policy/call-then.ts";
import { CorsConfigError, issueOf } from "../policy/config-error.ts";
import type { CorsOptions, OriginOption } from "../policy/options.ts";

/**
 * A policy function: returns the policy for a request. Use one if each tenant has a policy, or if the policy changes
 * while the server runs. Compile each policy once, and look it up in the function.
 *
 * It receives the arguments of the handler: the request, and the values that the runtime passes after it.
 */
export type CorsPolicyFunction<Args extends readonly unknown[] = [request: Request]> = (
  ...args: Args
) => CorsPolicy | Promise<CorsPolicy>;

/** The policy argument of `withCors`: a compiled policy, options, or a function that returns a policy. */
export type CorsPolicyArgument<
  Args extends readonly unknown[] = [request: Request],
  O extends OriginOption<Args> = OriginOption<Args>,
> = CorsPolicy | CorsOptions<O> | CorsPolicyFunction<Args>;

/**
 * Returns the policy from the arguments after a handler.
 *
 * This is not a default parameter, because that would replace an explicit `undefined`, which may be an unset variable,
 * with the public policy.
 *
 * @param args - The arguments after the handler: the policy and the hooks, if any.
 * @returns The first argument, or the options of the public policy if there are no arguments.
 *
 * @example
 * ```ts
 * import { policyOrPublic } from "@fetch-cors/core/adapter";
 *
 * policyOrPublic([]); // → { origin: "*" }
 * policyOrPublic([undefined]); // → undefined
 * ```
 */
export const policyOrPublic = (args: readonly unknown[]): unknown => (args.length > 0 ? args[0] : { origin: "*" });

/**
 * Whether a value is a compiled policy. It checks for a method instead of a class, because the policy may come from
 * another copy of this library.
 */
export const isPolicy = (policy: unknown): policy is CorsPolicy =>
  typeof (policy as Partial<CorsPolicy> | null | undefined)?.decide === "function";

/**
 * Returns the function that decides about requests for a policy argument of `withCors`. If the argument is an object of
 * options, it is compiled.
 *
 * @throws {CorsConfigError} If the options are invalid.
 */
export function decideFor(policy: unknown): Decide {
  if (isPolicy(policy)) return decideOf(policy);
  if (typeof policy === "function") return (request, args) => decideByPolicyFunction(policy, request, args);
  return decideOf(definePolicy(policy as CorsOptions));
}

/** Calls a policy function, and decides about the request with the policy that it returns. */
function decideByPolicyFunction(
  choose: unknown,
  request: Parameters<Decide>[0],
  args: readonly unknown[],
): ReturnType<Decide> {
  return callThen(
    () => (choose as (...args: readonly unknown[]) => unknown)(...args),
    (chosen) => {
      if (chosen == null) throw noPolicy(chosen);
      return callThen(() => decideFor(chosen)(request, args), varyByOrigin);
    },
  );
}

const noPolicy = (value: unknown): CorsConfigError =>
  new CorsConfigError([
    issueOf("origin", value, {
      code: "missing-origin",
      subject: "the policy function",
      reason: `returned ${value}`,
      advice: "return a policy; definePolicy({ origin: () => false }) denies every origin",
    }),
  ]);
