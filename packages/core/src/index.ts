export { CorsConfigError, type CorsConfigIssue, type CorsConfigIssueCode } from "./policy/config-error.ts";
export type { CorsOptions, NormalizedCorsOptions, OriginOption, OriginPredicate } from "./policy/options.ts";
export { type CorsRoute, corsRoute, type RouteArguments, type RouteHandlers } from "./protocol/cors-route.ts";
export type {
  ActualDecision,
  CorsDecision,
  CorsRequest,
  MutableHeaders,
  NotCorsDecision,
  PreflightDecision,
} from "./protocol/decision.ts";
export { type CorsPolicy, type DefinePolicy, definePolicy } from "./protocol/define-policy.ts";
export { explain } from "./protocol/explain.ts";
export { exposeAll } from "./protocol/exposed-headers.ts";
export { createGate, type GateAnswers } from "./protocol/gate.ts";
export { type CorsPolicyArgument, type CorsPolicyFunction, policyAmong } from "./protocol/policy-argument.ts";
export { applyDecision, applyHeaders, preflightResponse } from "./protocol/respond.ts";
export { type CorsHandler, type CorsHooks, internalServerError, withCors } from "./protocol/with-cors.ts";
