import { listElements } from "../fetch-standard/token.ts";
import type { NormalizedCorsOptions } from "../policy/options.ts";
import type { CheckedHeader } from "./allow-methods.ts";
import { allowedNames, type RequestedNames } from "./allowed-names.ts";
import type { CorsRequest } from "./decision.ts";

/**
 * The `Access-Control-Allow-Headers` header of responses to preflights, and the check of the header names that a
 * preflight requests. Names are compared in lower case.
 */
export function allowHeaders({ allowedHeaders, credentials }: NormalizedCorsOptions): CheckedHeader {
  const allowed = allowedNames({
    names: allowedHeaders,
    credentials,
    normalize: (name) => name.toLowerCase(),
    safelisted: [],
    // The CORS non-wildcard request-header name. See
    // https://fetch.spec.whatwg.org/#cors-non-wildcard-request-header-name.
    nonWildcard: "authorization",
  });
  const requested = (requestHeaders: CorsRequest["headers"]): RequestedNames => {
    const text = requestHeaders.get("access-control-request-headers") ?? "";
    return { text, names: listElements(text.toLowerCase()) };
  };
  return {
    header: {
      name: "Access-Control-Allow-Headers",
      value: allowed.echoesNames
        ? (requestHeaders) => allowed.namesToSend(requested(requestHeaders)).join(", ")
        : allowed.namesToSend().join(", "),
    },
    firstDenied: (requestHeaders) => allowed.firstDenied(requested(requestHeaders)),
  };
}
