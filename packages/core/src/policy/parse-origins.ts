/**
 * Reads origins from a string such as an environment variable: separated by commas, semicolons or white space, or a JSON
 * array of strings.
 *
 * It validates nothing: `definePolicy` does, and refuses an empty list, so an unset variable never opens a server.
 *
 * @param text - The value of the variable.
 * @returns The entries; an empty list for `undefined` and for a string without entries.
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

/** The entries of a list that is written as one string. */
export function parseList(text: string): string[] {
  try {
    const parsed: unknown = JSON.parse(text);
    if (Array.isArray(parsed))
      return parsed.map((entry) => (typeof entry === "string" ? entry : JSON.stringify(entry)));
  } catch {
    // Most lists are not JSON.
  }
  return text.split(/[\s,;]+/).filter(Boolean);
}
