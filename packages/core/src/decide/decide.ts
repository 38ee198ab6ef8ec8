import type { AllowsOrigin } from "../policy/allows-origin.ts";
import type { NormalizedCorsOptions } from "../policy/options.ts";
import { type AnswerPair, prepareAnswers } from "./answers.ts";
import type { CorsDecision, CorsRequest } from "./decision.ts";
import { LazyDecision } from "./lazy-decision.ts";
import { VARY_OPTIONS_METHOD, VARY_ORIGIN } from "./vary.ts";

/**
 * Decides about a request. The decision is not frozen, and must be before a user receives it. A promise is always a `Promise` of
 * this realm: looking for `then` in a decision would take 50 ns.
 *
 * @param args - What a predicate receives after the origin.
 */
export type Decide = (request: CorsRequest, args: readonly unknown[]) => CorsDecision | Promise<CorsDecision>;

/**
 * Prepares the decisions of a policy (#http-cors-protocol): its answers are prepared once, and each request is decided by one of
 * them.
 */
export function createDecide(options: NormalizedCorsOptions, allowsOrigin: AllowsOrigin): Decide {
  const answers = prepareAnswers(options);
  const allowsEveryOrigin = options.origin === "*";

  return (request, args) => {
    const isOptions = request.method === "OPTIONS";
    // The request headers are not read, because Next.js would no longer treat the route as static.
    if (allowsEveryOrigin && !isOptions) return new LazyDecision(answers.otherMethods.allowed, request) as CorsDecision;

    const origin = request.headers.get("origin") ?? null;
    const isAllowed = allowsEveryOrigin || (origin !== null && allowsOrigin(origin, args));
    const pair = isPreflight(request, origin)
      ? answers.preflight
      : isOptions
        ? answers.plainOptions
        : answers.otherMethods;
    return typeof isAllowed === "boolean"
      ? (new LazyDecision(isAllowed ? pair.allowed : pair.denied, request, origin) as CorsDecision)
      : decideLater(isAllowed, pair, request, origin);
  };
}

const decideLater = async (
  isAllowed: Promise<boolean>,
  { allowed, denied }: AnswerPair,
  request: CorsRequest,
  origin: string | null,
): Promise<CorsDecision> => new LazyDecision((await isAllowed) ? allowed : denied, request, origin) as CorsDecision;

/** The presence of the headers decides, even if they are empty (#cors-preflight-request). */
const isPreflight = ({ method, headers }: CorsRequest, origin: string | null): boolean =>
  origin !== null && method === "OPTIONS" && headers.get("access-control-request-method") != null;

/** The decision about a request if a predicate or a policy function failed: no origin is allowed. */
export function denyAfterError(error: unknown, request: CorsRequest): CorsDecision {
  const kind = kindOf(request);
  const failed = {
    allowed: false,
    reason: "error",
    name: undefined,
    error,
    headers: NO_HEADERS,
    exposesAll: false,
  } as const;
  const vary = request.method === "OPTIONS" ? VARY_OPTIONS_METHOD : VARY_ORIGIN;
  return Object.freeze(kind === "preflight" ? { ...failed, kind, vary, status: 500 } : { ...failed, kind, vary });
}

const NO_HEADERS = /* @__PURE__ */ Object.freeze([]);

function kindOf(request: CorsRequest): CorsDecision["kind"] {
  try {
    const origin = request.headers.get("origin") ?? null;
    return isPreflight(request, origin) ? "preflight" : origin === null ? "not-cors" : "actual";
  } catch {
    // The headers themselves may have failed.
    return "actual";
  }
}

/**
 * A decision under a policy function, which may choose another policy for another origin. The response therefore varies by
 * `Origin`, even if the chosen policy allows every origin.
 */
export function varyByOrigin(decision: CorsDecision): CorsDecision {
  if (decision.vary.includes("Origin")) return decision;
  // The decision is not about a preflight, because those always vary by `Origin`. A spread would not copy accessors.
  const { kind, allowed, reason, name, headers, exposesAll } = decision;
  return Object.freeze({ kind, allowed, reason, name, headers, exposesAll, vary: VARY_ORIGIN } as CorsDecision);
}
