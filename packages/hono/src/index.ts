export {
  CorsConfigError,
  type CorsConfigIssue,
  type CorsDecision,
  type CorsHooks,
  type CorsOptions,
  type CorsPolicy,
  type CorsPolicyArgument,
  type DefinePolicy,
  explain,
  type OriginOption,
  parseOrigins,
} from "@fetch-cors/core";
export { cors } from "./cors.ts";
export { definePolicy } from "./define-policy.ts";
