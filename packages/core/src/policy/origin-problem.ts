import { LEAVE_IT_OUT, type Problem, writeEntries, writeList } from "./config-error.ts";
import { type OriginSafety, originDangers } from "./origin-danger.ts";
import { EMPTY_LABEL, meantByRegExp, meantEntry, SCHEMES_WITHOUT_PAGES, serializeEntry } from "./origin-entry.ts";
import { isPattern } from "./origin-patterns.ts";
import { parseList } from "./parse-origins.ts";

/** Where an entry of the option `origin` is, and which suggestions its policy accepts. */
export interface EntryContext {
  readonly safety: OriginSafety;
  /** Whether the entry is in a list, and not the value of the option itself. */
  readonly isInList: boolean;
}

const WRITE_AN_ORIGIN =
  'write an origin such as "https://app.example.com", a pattern such as "https://*.example.com", or a predicate';

/** The problem with the spelling of an entry; `undefined` for `"*"`, and if a browser can send an origin that it covers. */
export function originProblem(entry: unknown, { safety, isInList }: EntryContext): Problem | undefined {
  if (entry instanceof RegExp) {
    const meant = meantByRegExp(entry);
    const isUsable = meant !== undefined && originDangers(meant, safety).length === 0;
    const advice = isUsable ? `write "${meant}", or a predicate` : WRITE_AN_ORIGIN;
    return { code: "regexp-origin", reason: "is a regular expression", advice };
  }
  if (typeof entry !== "string")
    return { code: "invalid-type", reason: "is not a string", advice: adviseOtherType(entry, safety) };
  if (entry === "null") return { code: "null-origin", reason: "can be sent by every page", advice: LEAVE_IT_OUT };
  if (entry === "*" || serializeEntry(entry) === entry) return undefined;

  const [text, ...others] = parseList(entry);
  if (text === undefined) return { code: "invalid-origin", reason: "holds no origin", advice: LEAVE_IT_OUT };
  if (others.length > 0) {
    const usable = usableEntries([text, ...others], safety);
    const advice = usable.length === 0 ? WRITE_AN_ORIGIN : isInList ? writeEntries(usable) : writeList(usable);
    return { code: "invalid-origin", reason: "holds several origins", advice };
  }
  return {
    code: text === entry && isPattern(entry) ? "invalid-origin-pattern" : "invalid-origin",
    reason: text === entry ? flawOf(entry) : "has other characters around it",
    advice: adviseInsteadOf(text, safety),
  };
}

/** The `cors` package takes booleans. */
function adviseOtherType(entry: unknown, { credentials }: OriginSafety): string {
  if (entry === true && !credentials) return 'write "*" to allow every origin';
  return entry === false ? "write () => false to allow none" : WRITE_AN_ORIGIN;
}

/** The entries that are meant by several texts, as far as the policy accepts them. */
export const usableEntries = (texts: readonly string[], safety: OriginSafety): readonly string[] =>
  texts.flatMap((text) => usableEntry(text, safety) ?? []);

/** The entry that is meant, over `https` if that is all that the policy accepts. */
function usableEntry(text: string, safety: OriginSafety): string | undefined {
  const meant = meantEntry(text);
  if (meant === undefined) return undefined;
  const secure = serializeEntry(meant.replace(/^http:/, "https:"));
  return [meant, secure].find((entry) => entry !== undefined && originDangers(entry, safety).length === 0);
}

function adviseInsteadOf(text: string, safety: OriginSafety): string {
  const meant = meantEntry(text);
  const usable = usableEntry(text, safety);
  if (usable === undefined) return WRITE_AN_ORIGIN;
  return usable === meant
    ? `write "${usable}"`
    : `write "${usable}", or "${meant}" with dangerouslyAllowInsecureOrigins: true`;
}

/** What is wrong with the spelling of one entry. */
function flawOf(text: string): string {
  const meant = meantEntry(text);
  const hasScheme = /^(?:[a-z][a-z\d+.-]*:\/\/|https?:)/i.test(text);
  const flaws: readonly (readonly [flaw: string, isPresent: boolean])[] = [
    ["has quotes around it", /^["'`]/.test(text)],
    ["is not the origin of a page", SCHEMES_WITHOUT_PAGES.test(text)],
    ["is a regular expression in a string", /[\\^$]/.test(text)],
    ["has no scheme", meant !== undefined && !hasScheme],
    ["has an empty label in its host", EMPTY_LABEL.test(text)],
    ["ends with a slash", text === `${meant}/`],
    ["has user info", /\/\/[^/?#]*@/.test(text)],
    ["has a path", /\/\/[^/?#]*[/?#]/.test(text)],
    ["is not in ASCII", /[^\0-~]/.test(text)],
    ["has upper-case letters", text.toLowerCase() === meant],
    ["has the default port", /:(?:80|443)$/.test(text) && meant !== undefined],
    ["has a wildcard in the wrong place", isPattern(text)],
  ];
  return flaws.find(([, isPresent]) => isPresent)?.[0] ?? "is not a serialized origin";
}
