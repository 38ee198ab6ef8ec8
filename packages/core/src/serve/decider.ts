import { denyAfterError, type Evaluate, varyByOrigin } from "../decide/decide.ts";
import type { CorsDecision, CorsRequest } from "../decide/decision.ts";
import { type CorsPolicy, definePolicy, evaluateOf } from "../define-policy.ts";
import { callThen } from "../policy/call-then.ts";
import { CorsConfigError, issueOf } from "../policy/config-error.ts";
import type { CorsOptions, OriginOption } from "../policy/options.ts";
import { type CorsHooks, checkHooks } from "./hooks.ts";

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
 * Decides about a request.
 *
 * If a predicate or a policy function fails, the decision denies the request, and its `error` is the thrown value. In
 * this case, the adapter must handle the error instead of calling the handler.
 *
 * @param request - The method and the headers of the request.
 * @param args - The arguments of the handler. Predicates, policy functions and hooks receive them too.
 * @returns The decision. It is a promise only if a predicate or a policy function returns one.
 * @throws {TypeError} If the request headers are needed and have no `get`. A promise rejects with it. No hook receives
 * this error.
 */
export type Decider<Args extends readonly unknown[]> = (
  request: CorsRequest,
  args: Args,
) => CorsDecision | Promise<CorsDecision>;

/**
 * Compiles the policy, and checks the hooks, that an adapter receives. The returned function decides about each
 * request, and passes the decision to the `onDecision` hook.
 *
 * @param policyAndHooks - The arguments after the handler: the policy and the hooks, if any. Without arguments, the
 * policy is public: `{ origin: "*" }`. A policy that is `undefined` throws.
 * @throws {CorsConfigError} If the options are invalid. Its `issues` contain every problem.
 * @throws {TypeError} If a hook is misspelled or not a function.
 *
 * @example
 * ```ts
 * import { createDecider } from "@fetch-cors/core/adapter";
 *
 * const decide = createDecider<[path: string]>([{ origin: "https://app.example.com" }]);
 *
 * const headers = new Map([["origin", "https://app.example.com"]]);
 * const { kind, allowed } = await decide({ method: "GET", headers }, ["/users"]);
 * `${kind} ${allowed}`; // → "actual true"
 * ```
 */
export function createDecider<Args extends readonly unknown[]>(policyAndHooks: readonly unknown[]): Decider<Args> {
  checkHooks(policyAndHooks[1]);
  const evaluate = evaluateOfArgument(policyOrPublic(policyAndHooks));
  const { onDecision } = (policyAndHooks[1] ?? {}) as CorsHooks<Args>;

  const report = (decision: CorsDecision, args: Args): CorsDecision => {
    if (onDecision) callThen(() => onDecision(Object.freeze(decision), ...args), ignore, ignore);
    return decision;
  };
  return (request, args) => {
    try {
      const decision = evaluate(request, args);
      if (!(decision instanceof Promise)) return report(decision, args);
      return decision.catch((error) => denyRequest(error, request)).then((decided) => report(decided, args));
    } catch (error) {
      return report(denyRequest(error, request), args);
    }
  };
}

/** @throws {TypeError} If `request` has no `headers.get`, so that it is not a request. */
function denyRequest(error: unknown, request: CorsRequest): CorsDecision {
  if (typeof request?.headers?.get !== "function") throw new TypeError(NOT_A_REQUEST);
  return denyAfterError(error, request);
}

const NOT_A_REQUEST = "the request has no headers.get; for Express and other Node frameworks, use @fetch-cors/node";

function ignore(): void {}

/**
 * Returns the `Evaluate` function for a policy argument of `withCors`. If the argument is an object of options, it is
 * compiled.
 *
 * @throws {CorsConfigError} If the options are invalid.
 */
function evaluateOfArgument(policy: unknown): Evaluate {
  if (isPolicy(policy)) return evaluateOf(policy);
  if (typeof policy === "function") return (request, args) => evaluateByPolicyFunction(policy, request, args);
  return evaluateOf(definePolicy(policy as CorsOptions));
}

/** Calls a policy function, and evaluates the request by the policy that it returns. */
function evaluateByPolicyFunction(
  choose: unknown,
  request: CorsRequest,
  args: readonly unknown[],
): ReturnType<Evaluate> {
  return callThen(
    () => (choose as (...args: readonly unknown[]) => unknown)(...args),
    (chosen) => {
      if (chosen == null) throw noPolicy(chosen);
      return callThen(() => evaluateOfArgument(chosen)(request, args), varyByOrigin);
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
