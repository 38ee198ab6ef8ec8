export {
  CorsConfigError,
  type CorsConfigIssue,
  type CorsDecision,
  type CorsHooks,
  type CorsOptions,
  type CorsPolicy,
  definePolicy,
  explain,
} from "@fetch-cors/core";
export { corsProxy, type ProxyFunction } from "./cors-proxy.ts";
export { corsRoute } from "./cors-route.ts";
export { withCors } from "./with-cors.ts";
