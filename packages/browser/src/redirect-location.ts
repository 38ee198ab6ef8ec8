import { deviates } from "./deviations.ts";
import type { FetchRequest } from "./fetch-request.ts";

/** The `Location` for the URL parser. Non-ASCII bytes are percent-encoded without being decoded. */
function readLocation({ engine }: FetchRequest, location: string): string {
  if (!deviates(engine, "location-as-latin-1")) {
    return location.replace(/[\x80-\xff]/g, (byte) => `%${byte.charCodeAt(0).toString(16).toUpperCase()}`);
  }
  const bytes = Uint8Array.from(location, (byte) => byte.charCodeAt(0));
  const valid = new TextEncoder().encode(new TextDecoder().decode(bytes));
  return Array.from(valid, (byte) => String.fromCharCode(byte)).join("");
}

/** The URL that a `Location` leads to; `undefined` if it is not a URL. See #concept-response-location-url. */
export function redirectTarget(request: FetchRequest, location: string): URL | undefined {
  try {
    return new URL(readLocation(request, location), request.url);
  } catch {
    return undefined;
  }
}
