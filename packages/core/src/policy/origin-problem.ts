import { LEAVE_IT_OUT, type Problem, writeEntries, writeList } from "./config-error.ts";
import { isSafe, type OriginSafety } from "./origin-danger.ts";
import { hasPageScheme, hasScheme, serializeEntry, suggestEntry } from "./origin-entry.ts";
import { isPattern } from "./origin-patterns.ts";
import { parseList } from "./parse-origins.ts";

/** The context of an entry of the option `origin`. */
export interface EntryContext {
  readonly safety: OriginSafety;
  /** Whether the entry is in a list, rather than the value of the option itself. */
  readonly isInList: boolean;
}

const WRITE_AN_ORIGIN =
  'write an origin such as "https://app.example.com", a pattern such as "https://*.example.com", or a predicate';

/**
 * Returns the problem with the spelling of an entry. Returns `undefined` for `"*"`, and for an origin or a pattern in
 * the form in which browsers serialize origins.
 */
export function originProblem(entry: unknown, { safety, isInList }: EntryContext): Problem | undefined {
  if (entry instanceof RegExp) {
    return { code: "regexp-origin", reason: "is a regular expression", advice: WRITE_AN_ORIGIN };
  }
  if (typeof entry !== "string") return { code: "invalid-type", reason: "is not a string", advice: WRITE_AN_ORIGIN };
  if (entry === "null") return { code: "null-origin", reason: "can be sent by every page", advice: LEAVE_IT_OUT };
  if (entry === "*" || serializeEntry(entry) === entry) return undefined;

  const texts = parseList(entry);
  const usable = texts.flatMap((text) => suggestSafeEntry(text, safety) ?? []);
  return {
    code: isPattern(entry) && texts.length === 1 ? "invalid-origin-pattern" : "invalid-origin",
    reason: texts.length > 1 ? "holds several origins" : describeFlaw(texts[0] ?? ""),
    advice:
      usable.length === 0
        ? texts.length === 0
          ? LEAVE_IT_OUT
          : WRITE_AN_ORIGIN
        : texts.length > 1 && !isInList
          ? writeList(usable)
          : writeEntries(usable),
  };
}

/**
 * Returns the entry that the text most likely stands for, with `https` if the policy does not accept it with `http`.
 */
function suggestSafeEntry(text: string, safety: OriginSafety): string | undefined {
  const meant = suggestEntry(text) ?? "";
  const secure = serializeEntry(meant.replace(/^http:/, "https:"));
  return [meant, secure].find((entry) => entry && isSafe(entry, safety));
}

/** Returns what is wrong with the spelling of a single entry. */
function describeFlaw(text: string): string {
  const meant = suggestEntry(text);
  if (!hasPageScheme(text)) return "is not the origin of a page";
  if (meant === undefined) return isPattern(text) ? "has a wildcard in the wrong place" : "is not an origin";
  if (!hasScheme(text) && !/^["']/.test(text)) return "has no scheme";
  return text === `${meant}/` ? "ends with a slash" : "is not written as browsers send it";
}
