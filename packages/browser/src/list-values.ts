import { type ReadableHeaders, stripWhitespace } from "./header-list.ts";
import { isToken } from "./methods.ts";

/**
 * The elements of a header that is a comma-separated list of tokens; `null` if the header is absent, `"failure"` if an
 * element is not a token. Empty elements are ignored. See #extract-header-list-values.
 */
export function listOfTokens(headers: ReadableHeaders, name: string): readonly string[] | null | "failure" {
  const value = headers.get(name);
  if (value === null) return null;
  const elements = value
    .split(",")
    .map(stripWhitespace)
    .filter((element) => element !== "");
  return elements.every(isToken) ? elements : "failure";
}

/** A number of seconds; `undefined` if the header is absent, negative, repeated or not a whole number. */
export function deltaSeconds(headers: ReadableHeaders, name: string): number | undefined {
  const value = headers.get(name);
  return value !== null && /^\d+$/.test(value) ? Number(value) : undefined;
}
