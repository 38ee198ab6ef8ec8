import type { NodeResponse } from "./node-types.ts";

type Value = string | readonly string[];

/**
 * Puts the headers that `writeHead` is called with among the others of the response, where they can still be changed.
 *
 * @param given - As Node takes them: an object, an array of pairs, or one of names and values in turn. In an array a name
 * may come several times, and then each of its values goes out.
 */
export function setGivenHeaders(given: object, response: NodeResponse): void {
  if (!Array.isArray(given)) {
    for (const [name, value] of Object.entries(given)) response.setHeader(name, value as Value);
    return;
  }
  const pairs: readonly (readonly [name: string, value: Value])[] = Array.isArray(given[0])
    ? given
    : given.flatMap((name, index) => (index % 2 === 0 ? [[name, given[index + 1]]] : []));
  const seen = new Set<string>();
  for (const [name, value] of pairs) {
    const key = name.toLowerCase();
    // What was set before is replaced, as an object would.
    response.setHeader(name, seen.has(key) ? ([response.getHeader(key), value].flat() as string[]) : value);
    seen.add(key);
  }
}
