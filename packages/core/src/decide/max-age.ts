import type { NormalizedCorsOptions } from "../policy/options.ts";
import type { ResponseHeader } from "./prepared-answer.ts";

/**
 * The `Access-Control-Max-Age` header, in seconds. It is always sent, because without it browsers cache the response to
 * a preflight for 5 seconds. See https://fetch.spec.whatwg.org/#cors-preflight-fetch-0.
 */
export const maxAgeHeader = (options: NormalizedCorsOptions): ResponseHeader => ({
  name: "Access-Control-Max-Age",
  value: String(options.maxAge),
});
