import { SAFELISTED_METHODS } from "../fetch-standard/methods.ts";
import type { NormalizedCorsOptions } from "../policy/options.ts";
import { allowedNames, type RequestedNames } from "./allowed-names.ts";
import type { CorsRequest } from "./decision.ts";
import type { ResponseHeader } from "./response-header.ts";

/** A preflight header and the check of the names that the preflight requests. */
export interface RequestedHeader {
  readonly header: ResponseHeader;
  /** The first requested name that is not allowed. */
  readonly firstDenied: (requestHeaders: CorsRequest["headers"]) => string | undefined;
}

/** The methods that the policy allows, in the case in which they are sent. */
export function allowMethods({ methods, credentials }: NormalizedCorsOptions): RequestedHeader {
  const allowed = allowedNames({
    names: methods,
    credentials,
    normalize: (name) => name,
    safelisted: SAFELISTED_METHODS,
  });
  const requested = (requestHeaders: CorsRequest["headers"]): RequestedNames => {
    // Its presence makes a request a preflight.
    const text = requestHeaders.get("access-control-request-method") as string;
    return { text, names: [text] };
  };
  // Never empty: some servers drop empty headers, and without this one a preflight of an upload listener allows every
  // method (#cors-preflight-fetch-0).
  const list = (names: readonly string[]): string => (names.length > 0 ? names : SAFELISTED_METHODS).join(", ");
  return {
    header: {
      name: "Access-Control-Allow-Methods",
      value: allowed.echoes
        ? (requestHeaders) => list(allowed.namesFor(requested(requestHeaders)))
        : list(allowed.namesFor()),
    },
    firstDenied: (requestHeaders) => allowed.firstDenied(requested(requestHeaders)),
  };
}
