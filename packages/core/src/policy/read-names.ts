import { isForbiddenRequestHeaderName, isForbiddenResponseHeaderName } from "../fetch-standard/header-names.ts";
import { isForbiddenMethod, normalizeMethod } from "../fetch-standard/methods.ts";
import { isToken } from "../fetch-standard/token.ts";
import { isList, LEAVE_IT_OUT, type Problem, type Report, writeEntries, writeList } from "./config-error.ts";
import { parseList } from "./parse-origins.ts";

/** Returns the name as browsers compare it, or the problem with it. */
export type ReadName = (name: string) => string | Problem;

/** The problem with one of `methods`, or the method in the case in which browsers send it. */
export function readMethod(method: string): string | Problem {
  if (isPartialWildcard(method)) return partialWildcard("invalid-method");
  if (!isToken(method)) return notAName("invalid-method", "a method", method, readMethod);
  if (isForbiddenMethod(method)) {
    return { code: "forbidden-method", reason: "is never sent by browsers", advice: LEAVE_IT_OUT };
  }
  const upper = method.toUpperCase();
  if (normalizeMethod(method) === upper) return upper;
  return { code: "method-case", reason: "is sent as written by browsers", advice: writeEntries([upper]) };
}

/** The problem with one of `allowedHeaders`, or the name. */
export function readRequestHeaderName(name: string): string | Problem {
  if (isPartialWildcard(name)) return partialWildcard("invalid-header-name");
  if (!isToken(name)) return notAName("invalid-header-name", "a header name", name, readRequestHeaderName);
  if (isForbiddenRequestHeaderName(name)) {
    return { code: "forbidden-header-name", reason: "is a header that pages cannot set", advice: LEAVE_IT_OUT };
  }
  if (/^access-control-/i.test(name)) {
    return {
      code: "misplaced-header-name",
      reason: "is a response header, and the policy sets it",
      advice: LEAVE_IT_OUT,
    };
  }
  return name;
}

/** The problem with one of `exposedHeaders`, or the name. */
export function readResponseHeaderName(name: string): string | Problem {
  if (isPartialWildcard(name)) return partialWildcard("invalid-header-name");
  if (!isToken(name)) return notAName("invalid-header-name", "a header name", name, readResponseHeaderName);
  if (isForbiddenResponseHeaderName(name)) {
    return { code: "forbidden-header-name", reason: "is a header that pages cannot read", advice: LEAVE_IT_OUT };
  }
  if (/^(?:origin|access-control-request-.*)$/i.test(name)) {
    return { code: "misplaced-header-name", reason: "is a request header", advice: LEAVE_IT_OUT };
  }
  return name;
}

const isPartialWildcard = (name: string): boolean => name.includes("*") && name !== "*" && isToken(name);

/** A `*` is a wildcard only if it is the whole name. See #http-access-control-allow-headers. */
const partialWildcard = (code: Problem["code"]): Problem => ({
  code,
  reason: "is taken literally by browsers",
  advice: 'write "*", or each name',
});

/** Names that were copied with colons or separators are still recognized: "X-Tenant:", "GET,PUT". */
const notAName = (code: Problem["code"], what: string, text: string, readName: ReadName): Problem => ({
  code,
  reason: `is not ${what}`,
  advice: writeEntries(namesIn(text, readName)),
});

/** The usable names in a list that is written as one string. */
const namesIn = (text: string, readName: ReadName): readonly string[] =>
  parseList(text.replaceAll(/:(?=[\s,;]|$)/g, " ")).flatMap((name) => {
    if (!isToken(name)) return [];
    // Upper case is the only repair that a name can need.
    const found = [name, name.toUpperCase()].map(readName).find((read) => typeof read === "string");
    return typeof found === "string" ? [found] : [];
  });

/**
 * Reads a list of names; `"*"` stands for `["*"]`. Of names that differ only in case, the last one is kept.
 *
 * @param option - The option that holds the list.
 */
export function readNames(
  option: { name: string; value: unknown },
  readName: ReadName,
  report: Report,
): readonly string[] {
  const { name: path, value } = option;
  const names = new Map<string, string>();
  const entries = value === "*" ? ["*"] : isList(value) ? [...value] : [];
  if (typeof value === "string" && value !== "*") {
    const usable = namesIn(value, readName);
    const advice = usable.length > 0 ? writeList(usable) : LEAVE_IT_OUT;
    report(path, value, { code: "invalid-type", reason: "is not a list", advice });
  } else if (value !== "*" && !isList(value)) {
    report(path, value, { code: "invalid-type", reason: "is not a list", advice: "write a list of strings" });
  }
  entries.forEach((entry, index) => {
    const read: string | Problem =
      typeof entry === "string"
        ? readName(entry)
        : { code: "invalid-type", reason: "is not a string", advice: "write a string" };
    if (typeof read === "string") names.set(read.toLowerCase(), read);
    else report(`${path}[${index}]`, entry, read);
  });
  return Object.freeze([...names.values()]);
}
