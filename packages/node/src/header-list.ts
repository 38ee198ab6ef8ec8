import type { MutableHeaders } from "@fetch-cors/core/adapter";

/** A header value that `writeHead` accepts. */
export type HeaderValue = string | number | readonly string[];

/**
 * The headers argument of `writeHead`: an object, an array of pairs, or a flat array of alternating names and values.
 */
export type HeadersArgument = object | null | undefined;

/** Converts the headers argument of `writeHead` to a new flat array of alternating names and values. */
export function flatten(headers: HeadersArgument): unknown[] {
  if (!headers) return [];
  if (!Array.isArray(headers)) {
    const flat: unknown[] = [];
    for (const name of Object.keys(headers)) flat.push(name, (headers as Record<string, unknown>)[name]);
    return flat;
  }
  return Array.isArray(headers[0]) ? headers.flatMap((pair) => [pair?.[0], pair?.[1]]) : [...headers];
}

/** Converts a value to one string. Node sends an array as several lines, which are equivalent to one list. */
export const asString = (value: unknown): string => (Array.isArray(value) ? value.join(", ") : String(value));

/**
 * The headers of a response on which no header has been set, as the flat list that Node's `writeHead` accepts.
 *
 * Node sends such a list directly, whereas `setHeader` stores each header first.
 */
export class HeaderList implements MutableHeaders {
  /** Alternating names and values. */
  readonly flat: unknown[];

  constructor(headers: HeadersArgument) {
    this.flat = flatten(headers);
  }

  /** If a name occurs several times, the last call for it receives all of its values. */
  forEach(callback: (value: string, name: string) => void): void {
    for (let index = 0; index < this.flat.length; index += 2) {
      const name = this.flat[index];
      // For any other name, Node throws an error with a clear message.
      if (typeof name === "string") callback(this.#valueUpTo(index, name), name);
    }
  }

  #valueUpTo(last: number, name: string): string {
    let value = asString(this.flat[last + 1]);
    for (let index = last - 2; index >= 0; index -= 2) {
      if (isSameName(this.flat[index], name)) value = `${asString(this.flat[index + 1])}, ${value}`;
    }
    return value;
  }

  set(name: string, value: string): void {
    this.delete(name);
    this.flat.push(name, value);
  }

  delete(name: string): void {
    for (let index = this.flat.length - 2; index >= 0; index -= 2) {
      if (isSameName(this.flat[index], name)) this.flat.splice(index, 2);
    }
  }
}

/** Compares lengths first: most names differ in length, so few have to be converted to lower case. */
const isSameName = (one: unknown, other: string): boolean =>
  typeof one === "string" && one.length === other.length && one.toLowerCase() === other.toLowerCase();
