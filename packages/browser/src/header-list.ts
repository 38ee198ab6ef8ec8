/** A header line, as sent over the wire. */
export type HeaderLine = readonly [name: string, value: string];

/** Headers that can be read by name: a `Headers` object or a `HeaderList`. */
export interface ReadableHeaders {
  readonly get: (name: string) => string | null;
}

const isHttpWhitespace = (code: number): boolean => code === 0x20 || code === 0x09 || code === 0x0a || code === 0x0d;

/** Removes leading and trailing HTTP whitespace in linear time. A regular expression would need quadratic time. */
export function stripWhitespace(text: string): string {
  let start = 0;
  let end = text.length;
  while (start < end && isHttpWhitespace(text.charCodeAt(start))) start += 1;
  while (end > start && isHttpWhitespace(text.charCodeAt(end - 1))) end -= 1;
  return text.slice(start, end);
}

/** The header lines of a response. A `Headers` object would combine them. See #concept-header-list. */
export class HeaderList implements ReadableHeaders {
  readonly lines: readonly HeaderLine[];
  readonly #values = new Map<string, string[]>();

  constructor(lines: Iterable<HeaderLine>) {
    this.lines = Array.from(lines, ([name, value]) => [name, stripWhitespace(value)]);
    for (const [name, value] of this.lines) {
      const key = name.toLowerCase();
      const values = this.#values.get(key);
      if (values) values.push(value);
      else this.#values.set(key, [value]);
    }
  }

  /** The combined value of all lines with a name; `null` if there is none. See #concept-header-list-get. */
  get(name: string): string | null {
    return this.#values.get(name.toLowerCase())?.join(", ") ?? null;
  }

  /** The value of each line with a name. */
  values(name: string): readonly string[] {
    return this.#values.get(name.toLowerCase()) ?? [];
  }

  /** A `Headers` object with the same lines. */
  toHeaders(): Headers {
    const headers = new Headers();
    // Combines the values first, because `append` takes quadratic time in some runtimes.
    for (const [name, values] of this.#values) {
      if (name === "set-cookie") for (const value of values) headers.append(name, value);
      else headers.append(name, values.join(", "));
    }
    return headers;
  }
}
