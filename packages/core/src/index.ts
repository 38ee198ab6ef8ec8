export { CorsConfigError, type CorsConfigIssue, type CorsConfigIssueCode } from "./policy/config-error.ts";
export type { CorsOptions, NormalizedCorsOptions, OriginOption, OriginPredicate } from "./policy/options.ts";
export type {
  ActualDecision,
  CorsDecision,
  CorsRequest,
  NotCorsDecision,
  PreflightDecision,
} from "./protocol/decision.ts";
export { type CorsPolicy, definePolicy } from "./protocol/define-policy.ts";
export { explain } from "./protocol/explain.ts";
export { exposeAll } from "./protocol/exposed-headers.ts";
export type { CorsPolicyArgument, CorsPolicyFunction } from "./protocol/policy-argument.ts";
export { applyDecision, preflightResponse } from "./protocol/respond.ts";
export { type CorsHandler, type CorsHooks, withCors } from "./protocol/with-cors.ts";
