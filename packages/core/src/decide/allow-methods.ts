import { SAFELISTED_METHODS } from "../fetch-standard/methods.ts";
import type { NormalizedCorsOptions } from "../policy/options.ts";
import { allowedNames, type RequestedNames } from "./allowed-names.ts";
import type { CorsRequest } from "./decision.ts";
import type { ResponseHeader } from "./response-header.ts";

/** A header that lists names in the response to a preflight, and the check of the requested names. */
export interface CheckedHeader {
  readonly header: ResponseHeader;
  /** Returns the first requested name that is not allowed, or `undefined`. */
  readonly firstDenied: (requestHeaders: CorsRequest["headers"]) => string | undefined;
}

/**
 * The `Access-Control-Allow-Methods` header of responses to preflights, and the check of the method that a preflight
 * requests. Methods are case-sensitive.
 */
export function allowMethods({ methods, credentials }: NormalizedCorsOptions): CheckedHeader {
  const allowed = allowedNames({
    names: methods,
    credentials,
    normalize: (name) => name,
    safelisted: SAFELISTED_METHODS,
  });
  const requested = (requestHeaders: CorsRequest["headers"]): RequestedNames => {
    // Never `null`, because only a request with this header is a preflight.
    const text = requestHeaders.get("access-control-request-method") as string;
    return { text, names: [text] };
  };
  // The list is never empty, because some servers drop empty headers. Without this header, a browser allows every
  // method for a request with an upload listener. See https://fetch.spec.whatwg.org/#cors-preflight-fetch-0.
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
