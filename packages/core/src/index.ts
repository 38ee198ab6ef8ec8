export type {
  ActualDecision,
  CorsDecision,
  CorsRequest,
  NotCorsDecision,
  PreflightDecision,
} from "./decide/decision.ts";
export { explain } from "./decide/explain.ts";
export { exposeAll } from "./decide/expose-headers.ts";
export { type CorsPolicy, type DefinePolicy, definePolicy } from "./define-policy.ts";
export { CorsConfigError, type CorsConfigIssue, type CorsConfigIssueCode } from "./policy/config-error.ts";
export type {
  AnyOriginPredicate,
  CorsOptions,
  NormalizedCorsOptions,
  OriginOption,
  OriginPredicate,
} from "./policy/options.ts";
export { parseOrigins } from "./policy/parse-origins.ts";
export { applyDecision, preflightResponse } from "./serve/apply-decision.ts";
export { type CorsRoute, corsRoute, type RouteArguments, type RouteHandlers } from "./serve/cors-route.ts";
export type { CorsPolicyArgument, CorsPolicyFunction } from "./serve/decider.ts";
export type { CorsHooks } from "./serve/hooks.ts";
export { internalServerError } from "./serve/hooks.ts";
export { type CorsHandler, withCors } from "./serve/with-cors.ts";
