import type { AllowsOrigin } from "../policy/allows-origin.ts";
import type { NormalizedCorsOptions } from "../policy/options.ts";
import { type AnswersByOrigin, prepareAnswers } from "./answers.ts";
import type { CorsDecision, CorsRequest } from "./decision.ts";
import { LazyDecision } from "./lazy-decision.ts";
import { VARY_OF_OPTIONS_REQUESTS, VARY_ORIGIN, varyNames } from "./vary.ts";

/**
 * Evaluates a request by one policy: decides whether the policy allows it, and which headers the response gets.
 *
 * This is `policy.decide` without the last step: the decision is not frozen. Freeze it before user code receives it. If
 * the result is a promise, it is a native `Promise`. Callers can therefore test `instanceof Promise`, which is faster
 * than looking for `then`.
 *
 * @param args - The arguments that a predicate receives after the origin.
 * @throws The error of a predicate. A promise rejects with it.
 */
export type Evaluate = (request: CorsRequest, args: readonly unknown[]) => CorsDecision | Promise<CorsDecision>;

/**
 * Creates the `Evaluate` function of a policy from its options and its origin check. It prepares the answers once, and
 * selects one of them for each request. See https://fetch.spec.whatwg.org/#http-cors-protocol.
 */
export function createEvaluate(options: NormalizedCorsOptions, allowsOrigin: AllowsOrigin): Evaluate {
  const answers = prepareAnswers(options);
  const allowsEveryOrigin = options.origin === "*";

  return (request, args) => {
    const isOptions = request.method === "OPTIONS";
    // Nothing reads the request headers in this case, unless a hook does. If they were read, Next.js would no longer
    // treat the route as static.
    if (allowsEveryOrigin && !isOptions) return new LazyDecision(answers.otherMethods.allowed, request) as CorsDecision;

    // Read once, because the getters of `Request` are slow on some runtimes.
    const { headers } = request;
    const origin = headers.get("origin") ?? null;
    const isAllowed = allowsOrigin(origin, args);
    const pair = !isOptions
      ? answers.otherMethods
      : isPreflight(origin, headers)
        ? answers.preflight
        : answers.nonPreflightOptions;
    return typeof isAllowed === "boolean"
      ? (new LazyDecision(isAllowed ? pair.allowed : pair.denied, request, origin) as CorsDecision)
      : decideLater(isAllowed, pair, request, origin);
  };
}

const decideLater = async (
  isAllowed: Promise<boolean>,
  { allowed, denied }: AnswersByOrigin,
  request: CorsRequest,
  origin: string | null,
): Promise<CorsDecision> => new LazyDecision((await isAllowed) ? allowed : denied, request, origin) as CorsDecision;

/**
 * Whether an OPTIONS request is a CORS-preflight request. It is one if the two headers are present, even if they are
 * empty. See https://fetch.spec.whatwg.org/#cors-preflight-request.
 */
const isPreflight = (origin: string | null, headers: CorsRequest["headers"]): boolean =>
  origin !== null && headers.get("access-control-request-method") != null;

/**
 * Creates the decision about a request for which a predicate or a policy function failed. No origin is allowed.
 */
export function denyAfterError(error: unknown, request: CorsRequest): CorsDecision {
  const kind = kindOf(request);
  return {
    kind,
    allowed: false,
    reason: "error",
    error,
    status: kind === "preflight" ? 500 : undefined,
    headers: NO_HEADERS,
    vary: varyNames(request.method === "OPTIONS" ? VARY_OF_OPTIONS_REQUESTS : VARY_ORIGIN),
    exposesAll: false,
  } as CorsDecision;
}

const NO_HEADERS = /* @__PURE__ */ Object.freeze([]);

/** Returns the kind of the decision about a request. */
function kindOf(request: CorsRequest): CorsDecision["kind"] {
  try {
    const { method, headers } = request;
    const origin = headers.get("origin") ?? null;
    if (method === "OPTIONS" && isPreflight(origin, headers)) return "preflight";
    return origin === null ? "not-cors" : "actual";
  } catch {
    // The error may come from the headers themselves, which then throw again.
    return "actual";
  }
}

/**
 * Adds `Origin` to the `Vary` of a decision. This is necessary if a policy function chose the policy: it can choose a
 * different policy for a different origin, so the response varies by `Origin` even if the chosen policy allows every
 * origin.
 */
export function varyByOrigin(decision: CorsDecision): CorsDecision {
  if (decision.vary.includes("Origin")) return decision;
  // The `vary` of every preflight includes `Origin`, so this decision is about another request, and has no `status`. It
  // has no `error` either, because `Evaluate` throws errors. The properties are copied one by one, because a spread does
  // not copy accessors.
  const { kind, allowed, reason, name, headers, exposesAll } = decision;
  return { kind, allowed, reason, name, headers, exposesAll, vary: varyNames(VARY_ORIGIN) } as CorsDecision;
}
