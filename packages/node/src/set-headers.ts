import { flatten, type HeadersArgument, type HeaderValue } from "./header-list.ts";
import type { NodeResponse } from "./node-types.ts";

/**
 * Stores the headers argument of `writeHead` in the response, where the headers can still be changed.
 *
 * If a name occurs several times in an array, each of its values is sent. A header that was set earlier is replaced, as
 * in Node.
 */
export function setHeaders(headers: HeadersArgument, response: NodeResponse): void {
  const flat = flatten(headers) as (string | HeaderValue)[];
  const stored = new Set<string>();
  for (let index = 0; index < flat.length; index += 2) {
    const name = flat[index] as string;
    const value = flat[index + 1] as HeaderValue;
    // Node also skips an empty name.
    if (!name) continue;
    const key = String(name).toLowerCase();
    response.setHeader(name, stored.has(key) ? ([response.getHeader(key), value].flat() as string[]) : value);
    stored.add(key);
  }
}
