import type { HeaderLine } from "./header-list.ts";
import { isForbiddenRequestHeader } from "./header-names.ts";
import { isNoCorsSafelistedRequestHeader } from "./safelist.ts";

/** The headers that a page passes, in its order. See #concept-headers-fill. */
function linesOf(init: HeadersInit): readonly HeaderLine[] {
  if (Symbol.iterator in init) return Array.from(init as Iterable<HeaderLine>, ([name, value]) => [name, value]);
  return Object.entries(init);
}

/** Appends a header as the guard of a page's `Headers` does: a forbidden one is dropped. See #concept-headers-append. */
export function appendGuarded(headers: Headers, mode: string, [name, value]: HeaderLine): void {
  // Web IDL and the runtime check the line, and strip white space.
  const line = new Headers([[name, value]]);
  const stripped = line.get(name) as string;
  if (isForbiddenRequestHeader(name, stripped)) return;
  if (mode === "no-cors") {
    const before = headers.get(name);
    const combined = before === null ? stripped : `${before}, ${stripped}`;
    // A value that makes the whole header unsafe is not appended; the value before it stays.
    if (!isNoCorsSafelistedRequestHeader(name, combined)) return;
  }
  headers.append(name, stripped);
}

/** The headers that the page's request keeps. */
export function guardedHeaders(init: HeadersInit | undefined, mode: string): Headers {
  const headers = new Headers();
  for (const line of init ? linesOf(init) : []) appendGuarded(headers, mode, line);
  return headers;
}

/** The names of the page's headers as it spells them, by their lower-case form. */
export const spellingOf = (init: HeadersInit | undefined): ReadonlyMap<string, string> =>
  new Map((init ? linesOf(init) : []).map(([name]) => [name.toLowerCase(), name]));
