export {
  CorsConfigError,
  type CorsConfigIssue,
  type CorsDecision,
  type CorsHooks,
  type CorsOptions,
  type CorsPolicy,
  explain,
  parseOrigins,
} from "@fetch-cors/core";
export type { BunServer, RouteRequest } from "./bun-types.ts";
export { definePolicy } from "./define-policy.ts";
export { withCors } from "./with-cors.ts";
