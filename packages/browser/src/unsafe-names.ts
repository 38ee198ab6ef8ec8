import { deviates } from "./deviations.ts";
import type { FetchRequest } from "./fetch-request.ts";
import { NON_WILDCARD_REQUEST_HEADER_NAME, REQUEST_BODY_HEADER_NAMES } from "./header-names.ts";
import { corsUnsafeRequestHeaderNames } from "./safelist.ts";

/** Headers with which Chromium describes the device; a page may set them without a preflight there. */
const CLIENT_HINTS: ReadonlySet<string> = new Set([
  ...["user-agent", "save-data", "dpr", "width", "viewport-width", "device-memory", "downlink", "ect", "rtt"],
]);

/** The CORS-unsafe request-header names of a request, as its engine counts them. See #cors-unsafe-request-header-names. */
export function unsafeNamesOf(request: FetchRequest): readonly string[] {
  const { engine, headers, initialHeaders } = request;
  if (deviates(engine, "preflights-the-initial-headers")) return corsUnsafeRequestHeaderNames(initialHeaders);
  if (deviates(engine, "preflights-a-redirect-like-the-first-request")) {
    // A redirect takes names off this list when it takes the headers off the request.
    const isGone = (name: string): boolean =>
      !headers.has(name) && (name === NON_WILDCARD_REQUEST_HEADER_NAME || REQUEST_BODY_HEADER_NAMES.includes(name));
    return corsUnsafeRequestHeaderNames(initialHeaders).filter((name) => !isGone(name));
  }
  const names = corsUnsafeRequestHeaderNames(headers);
  return deviates(engine, "client-hints-need-no-preflight") ? names.filter((name) => !CLIENT_HINTS.has(name)) : names;
}
