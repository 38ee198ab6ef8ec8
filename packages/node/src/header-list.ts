import type { MutableHeaders } from "@fetch-cors/core/adapter";

/** A header value as `writeHead` accepts it. */
export type HeaderValue = string | number | readonly string[];

/** The headers of a call of `writeHead`: an object, an array of pairs, or an array of names and values in turn. */
export type HeadersArgument = object | null | undefined;

/** Converts the headers of a call of `writeHead` to a new array of names and values in turn. */
export function flatten(headers: HeadersArgument): unknown[] {
  if (!headers) return [];
  if (!Array.isArray(headers)) {
    const flat: unknown[] = [];
    for (const name of Object.keys(headers)) flat.push(name, (headers as Record<string, unknown>)[name]);
    return flat;
  }
  return Array.isArray(headers[0]) ? headers.flatMap((pair) => [pair?.[0], pair?.[1]]) : [...headers];
}

/** The value as one string: the elements of an array are sent as several lines, which mean the same as one list. */
export const asString = (value: unknown): string => (Array.isArray(value) ? value.join(", ") : String(value));

/**
 * The headers of a response that has no other headers, as the flat list that `writeHead` of Node takes.
 *
 * Node sends such a list without storing each header first, which `setHeader` does.
 */
export class HeaderList implements MutableHeaders {
  /** Names and values in turn. */
  readonly flat: unknown[];

  constructor(headers: HeadersArgument) {
    this.flat = flatten(headers);
  }

  /** A name may occur several times: the last call for it has all of its values. */
  forEach(callback: (value: string, name: string) => void): void {
    for (let index = 0; index < this.flat.length; index += 2) {
      const name = this.flat[index];
      // Node throws for any other name, and with a clear message.
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

/** Names differ in length most of the time, so that few are converted to lower case. */
const isSameName = (one: unknown, other: string): boolean =>
  typeof one === "string" && one.length === other.length && one.toLowerCase() === other.toLowerCase();
