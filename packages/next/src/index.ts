export {
  CorsConfigError,
  type CorsConfigIssue,
  type CorsConfigIssueCode,
  type CorsDecision,
  type CorsHandler,
  type CorsHooks,
  type CorsOptions,
  type CorsPolicy,
  type CorsPolicyArgument,
  type CorsPolicyFunction,
  type CorsRoute,
  definePolicy,
  explain,
  type OriginOption,
  type OriginPredicate,
  parseOrigins,
  type RouteArguments,
} from "@fetch-cors/core";
export { type AuthFunction, type CorsProxy, corsProxy, type ProxyFunction } from "./cors-proxy.ts";
export { corsRoute } from "./cors-route.ts";
export type { RouteHandler, RouteHandlers, RouteResult } from "./handler-types.ts";
export { withCors } from "./with-cors.ts";
