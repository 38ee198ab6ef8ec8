import type { Engine } from "./engines.ts";
import { type HeaderLine, stripWhitespace } from "./header-list.ts";
import { isForbiddenRequestHeader } from "./header-names.ts";
import { isToken } from "./methods.ts";
import { refuse } from "./refusals.ts";
import { isNoCorsSafelistedRequestHeader } from "./safelist.ts";

/** The headers that a page passes, in the same order. See #concept-headers-fill. */
function linesOf(init: HeadersInit): readonly HeaderLine[] {
  return Symbol.iterator in init ? [...(init as Iterable<HeaderLine>)] : Object.entries(init);
}

/** Refuses a string with a character above U+00FF. */
function checkBytes(engine: Engine, text: string, part: string): void {
  const index = text.search(/[^\0-\xff]/);
  if (index < 0) return;
  throw refuse(engine, "header-byte", { part, index: String(index), code: String(text.charCodeAt(index)) });
}

/** Refuses headers that Web IDL cannot convert or that HTTP does not permit. See #concept-headers-append. */
function checkLines(engine: Engine, init: HeadersInit): void {
  const isSequence = Symbol.iterator in init;
  const [name, value] = isSequence
    ? ([
        "element of element of sequence<sequence<ByteString>>",
        "element of element of sequence<sequence<ByteString>>",
      ] as const)
    : (["key of record<ByteString, ByteString>", "value in record<ByteString, ByteString>"] as const);
  const lines = linesOf(init).map((line) => line.map(String));
  for (const line of lines) {
    checkBytes(engine, String(line[0]), name);
    for (const text of line.slice(1)) checkBytes(engine, text, value);
  }
  for (const line of lines) {
    if (line.length !== 2) throw refuse(engine, "header-pair");
    const [header, text] = line as [string, string];
    const stripped = stripWhitespace(text);
    if (!isToken(header)) throw refuse(engine, "header-name", { value: header });
    if (/[\0\r\n]/.test(stripped)) throw refuse(engine, "header-value", { name: header, value: stripped });
  }
}

/** Appends a header with the guard of a page's request, which drops forbidden headers. See #concept-headers-append. */
export function appendGuarded(headers: Headers, mode: string, [name, value]: HeaderLine): void {
  const stripped = stripWhitespace(String(value));
  if (isForbiddenRequestHeader(name, stripped)) return;
  if (mode === "no-cors") {
    const before = headers.get(name);
    const combined = before === null ? stripped : `${before}, ${stripped}`;
    // A value that would make the whole header unsafe is not appended. The earlier value stays.
    if (!isNoCorsSafelistedRequestHeader(name, combined)) return;
  }
  headers.append(name, stripped);
}

/** The headers that remain in the page's request after the guard has dropped the forbidden ones. */
export function guardedHeaders(engine: Engine, init: HeadersInit | undefined, mode: string): Headers {
  const headers = new Headers();
  if (init) checkLines(engine, init);
  for (const line of init ? linesOf(init) : []) appendGuarded(headers, mode, line);
  return headers;
}

/** The names of the page's headers as the page spells them, keyed by their lower-case form. */
export const spellingOf = (init: HeadersInit | undefined): ReadonlyMap<string, string> =>
  new Map((init ? linesOf(init) : []).map(([name]) => [name.toLowerCase(), name]));
