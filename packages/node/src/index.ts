export {
  CorsConfigError,
  type CorsConfigIssue,
  type CorsDecision,
  type CorsPolicy,
  explain,
  parseOrigins,
} from "@fetch-cors/core";
export { type CorsMiddleware, cors } from "./cors.ts";
export { type CorsOptions, definePolicy } from "./define-policy.ts";
export type { NodeHooks } from "./node-hooks.ts";
export type { NextFunction, NodeHeaders, NodeRequest, NodeResponse } from "./node-types.ts";
export { type NodeListener, withCors } from "./with-cors.ts";
