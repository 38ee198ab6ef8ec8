import { SAFELISTED_METHODS } from "../fetch-standard/methods.ts";
import type { NormalizedCorsOptions } from "../policy/options.ts";
import { allowedNames, type RequestedNames } from "./allowed-names.ts";
import type { CorsRequest } from "./decision.ts";
import type { ResponseHeader } from "./response-header.ts";

/** A header of the response to a preflight, and the check of the request against it. */
export interface CheckedHeader {
  readonly header: ResponseHeader;
  /** The first requested name that is not allowed. */
  readonly firstDenied: (requestHeaders: CorsRequest["headers"]) => string | undefined;
}

/** The methods that the policy allows, in the case in which they are sent. */
export function allowMethods({ methods, credentials }: NormalizedCorsOptions): CheckedHeader {
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
  // Never empty, because some servers drop empty headers. Without this header, the preflight of a request with an upload
  // listener allows its method, whatever it is (#cors-preflight-fetch-0).
  const list = (names: readonly string[]): string => (names.length > 0 ? names : SAFELISTED_METHODS).join(", ");
  return {
    header: {
      name: "Access-Control-Allow-Methods",
      value: allowed.echoesNames
        ? (requestHeaders) => list(allowed.namesToSend(requested(requestHeaders)))
        : list(allowed.namesToSend()),
    },
    firstDenied: (requestHeaders) => allowed.firstDenied(requested(requestHeaders)),
  };
}
