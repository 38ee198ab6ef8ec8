/**
 * Reads a list of origins from a string such as an environment variable. The origins are separated by commas,
 * semicolons or white space, or are the elements of a JSON array.
 *
 * It does not validate the origins. `definePolicy` validates them, and rejects an empty list, so an unset variable
 * never allows every origin.
 *
 * @param text - The string, or `undefined` if the variable is not set.
 * @returns The origins. The list is empty for `undefined` and for a string without entries.
 *
 * @example
 * ```ts
 * import { parseOrigins } from "@fetch-cors/core";
 *
 * parseOrigins("https://app.example.com, https://shop.example.com"); // → ["https://app.example.com", "https://shop.example.com"]
 * parseOrigins('["https://app.example.com"]'); // → ["https://app.example.com"]
 * parseOrigins(undefined); // → []
 * ```
 */
export const parseOrigins = (text: string | undefined): string[] => parseList(text ?? "");

/** Splits a string into the entries of the list that it contains. */
export function parseList(text: string): string[] {
  try {
    const parsed: unknown = JSON.parse(text);
    if (Array.isArray(parsed))
      return parsed.map((entry) => (typeof entry === "string" ? entry : JSON.stringify(entry)));
  } catch {
    // The text is not JSON, like most lists.
  }
  return text.split(/[\s,;]+/).filter(Boolean);
}
