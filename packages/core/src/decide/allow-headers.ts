import { listElements } from "../fetch-standard/token.ts";
import type { NormalizedCorsOptions } from "../policy/options.ts";
import { type AllowListHeader, allowListHeader } from "./allow-list.ts";

/**
 * The `Access-Control-Allow-Headers` header of responses to preflights, and the check of the header names that a
 * preflight requests. Names are compared in lower case.
 */
export const allowHeadersHeader = ({ allowedHeaders, credentials }: NormalizedCorsOptions): AllowListHeader =>
  allowListHeader({
    header: "Access-Control-Allow-Headers",
    requestHeader: "access-control-request-headers",
    split: (list) => listElements(list.toLowerCase()),
    normalize: (name) => name.toLowerCase(),
    names: allowedHeaders,
    credentials,
    safelisted: [],
    // The CORS non-wildcard request-header name. See
    // https://fetch.spec.whatwg.org/#cors-non-wildcard-request-header-name.
    nonWildcard: "authorization",
  });
