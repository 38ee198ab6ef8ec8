import { SAFELISTED_METHODS } from "../fetch-standard/methods.ts";
import type { NormalizedCorsOptions } from "../policy/options.ts";
import { type AllowListHeader, allowListHeader } from "./allow-list.ts";

/**
 * The `Access-Control-Allow-Methods` header of responses to preflights, and the check of the method that a preflight
 * requests. Methods are case-sensitive.
 *
 * The header is always sent and never empty, because some servers drop empty headers. In the standard, a response
 * without it allows the requested method, whatever it is, if the request has an upload listener. See
 * https://fetch.spec.whatwg.org/#cors-preflight-fetch-0.
 */
export const allowMethodsHeader = ({ methods, credentials }: NormalizedCorsOptions): AllowListHeader =>
  allowListHeader({
    header: "Access-Control-Allow-Methods",
    requestHeader: "access-control-request-method",
    split: (method) => [method],
    normalize: (method) => method,
    names: methods,
    credentials,
    safelisted: SAFELISTED_METHODS,
  });
