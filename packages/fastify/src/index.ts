export {
  CorsConfigError,
  type CorsConfigIssue,
  type CorsDecision,
  type CorsOptions,
  type CorsPolicy,
  explain,
  parseOrigins,
} from "@fetch-cors/core";
export { cors } from "./cors.ts";
export { definePolicy } from "./define-policy.ts";
export type { CorsArguments, CorsPlugin, CorsPluginOptions, CorsRegisterOptions } from "./fastify-types.ts";
