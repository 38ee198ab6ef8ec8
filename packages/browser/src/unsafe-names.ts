import { deviates } from "./deviations.ts";
import type { FetchRequest } from "./fetch-request.ts";
import { corsUnsafeRequestHeaderNames } from "./safelist.ts";

/** The values of each client hint that Chromium sends without a preflight. */
const CLIENT_HINTS: ReadonlyMap<string, RegExp> = new Map([
  ["user-agent", /^/],
  ...["dpr", "device-memory", "downlink"].map((name) => [name, /^\d+(?:\.\d+)?$/] as const),
  ...["width", "viewport-width", "rtt"].map((name) => [name, /^\d+$/] as const),
  ["save-data", /^on$/i],
  ["ect", /^(?:slow-2g|2g|3g|4g)$/i],
]);

/** The CORS-unsafe request-header names of a request in its engine. See #cors-unsafe-request-header-names. */
export function unsafeNamesOf(request: FetchRequest): readonly string[] {
  const { engine, headers, initialHeaders, removedNames } = request;
  if (deviates(engine, "preflights-the-initial-headers")) {
    const initial = corsUnsafeRequestHeaderNames(initialHeaders);
    const isFirefox = deviates(engine, "preflights-a-redirect-for-the-page");
    return isFirefox ? initial.filter((name) => !removedNames.includes(name)) : initial;
  }
  const names = corsUnsafeRequestHeaderNames(headers);
  if (!deviates(engine, "client-hints-need-no-preflight")) return names;
  return names.filter((name) => !CLIENT_HINTS.get(name)?.test(String(headers.get(name))));
}
