import { isToken } from "./methods.ts";

/**
 * The essence of a MIME type, `type/subtype` in lower case; `undefined` if `text` is not a MIME type.
 *
 * See https://mimesniff.spec.whatwg.org/#parse-a-mime-type. Parameters cannot make the type invalid, so they are not
 * parsed.
 */
export function mimeEssence(text: string): string | undefined {
  const [, type = "", subtype = ""] = /^[\t\n\r ]*([^/]*)\/([^;]*)/.exec(text) ?? [];
  const trimmed = subtype.replace(/[\t\n\r ]+$/, "");
  return isToken(type) && isToken(trimmed) ? `${type}/${trimmed}`.toLowerCase() : undefined;
}
