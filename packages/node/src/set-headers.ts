import { flatten, type HeadersArgument, type HeaderValue } from "./header-list.ts";
import type { NodeResponse } from "./node-types.ts";

/**
 * Stores the headers of a call of `writeHead` in the response, where they can still be changed.
 *
 * A name may occur several times in an array, and then each of its values is sent. A header that was set before is
 * replaced, as Node does.
 */
export function setHeaders(headers: HeadersArgument, response: NodeResponse): void {
  const flat = flatten(headers) as (string | HeaderValue)[];
  const stored = new Set<string>();
  for (let index = 0; index < flat.length; index += 2) {
    const name = flat[index] as string;
    const value = flat[index + 1] as HeaderValue;
    // Node skips an empty name too.
    if (!name) continue;
    const key = String(name).toLowerCase();
    response.setHeader(name, stored.has(key) ? ([response.getHeader(key), value].flat() as string[]) : value);
    stored.add(key);
  }
}
