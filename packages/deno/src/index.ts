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
export { definePolicy } from "./define-policy.ts";
export type {
  Address,
  NetAddress,
  NetServeOptions,
  NoOtherOptions,
  ServeDefaultExport,
  ServeHandler,
  ServeInfo,
  ServeInfoOf,
  ServeOptions,
  UnixAddress,
  UnixServeOptions,
  VsockAddress,
  VsockServeOptions,
  Wrapped,
} from "./serve-types.ts";
export { withCors } from "./with-cors.ts";
