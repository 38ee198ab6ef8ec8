import { isToken } from "./methods.ts";

/**
 * The elements of a header that is a comma-separated list of tokens; `null` where it is absent, `"failure"` where one
 * element is no token. Empty elements do not count. See #extract-header-list-values.
 */
export function listOfTokens(headers: Headers, name: string): readonly string[] | null | "failure" {
  const value = headers.get(name);
  if (value === null) return null;
  const elements = value
    .split(",")
    .map((element) => element.replace(/^[\t ]+|[\t ]+$/g, ""))
    .filter((element) => element !== "");
  return elements.every(isToken) ? elements : "failure";
}

/** A number of seconds; `undefined` where the header is absent, negative, repeated or no whole number. */
export function deltaSeconds(headers: Headers, name: string): number | undefined {
  const value = headers.get(name);
  return value !== null && /^\d+$/.test(value) ? Number(value) : undefined;
}
