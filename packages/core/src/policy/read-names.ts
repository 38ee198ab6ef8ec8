import { isForbiddenRequestHeaderName, isForbiddenResponseHeaderName } from "../fetch-standard/header-names.ts";
import { isForbiddenMethod, normalizeMethod } from "../fetch-standard/methods.ts";
import { isToken } from "../fetch-standard/token.ts";
import { isList, LEAVE_IT_OUT, type Problem, type Report, writeEntries, writeList } from "./config-error.ts";
import { parseList } from "./parse-origins.ts";

/**
 * Validates a method name or a header name. Returns the name as it is sent in response headers, or the problem with it.
 */
export type ReadName = (name: string) => string | Problem;

const problem = (code: Problem["code"], reason: string, advice = LEAVE_IT_OUT): Problem => ({ code, reason, advice });

/** Validates an entry of the option `methods`. */
export function readMethod(method: string): string | Problem {
  const upper = method.toUpperCase();
  if (!isName(method)) return invalidName("invalid-method", method, readMethod);
  if (isForbiddenMethod(method)) return problem("forbidden-method", "is never sent by browsers");
  if (normalizeMethod(method) === upper) return upper;
  return problem("method-case", "is not upper-cased by browsers", writeEntries([upper]));
}

/** Validates an entry of the option `allowedHeaders`. */
export function readRequestHeaderName(name: string): string | Problem {
  if (!isName(name)) return invalidName("invalid-header-name", name, readRequestHeaderName);
  if (isForbiddenRequestHeaderName(name)) return problem("forbidden-header-name", "is a header that pages cannot set");
  return /^access-control-/i.test(name)
    ? problem("misplaced-header-name", "is a response header, and the policy sets it")
    : name;
}

/** Validates an entry of the option `exposedHeaders`. */
export function readResponseHeaderName(name: string): string | Problem {
  if (!isName(name)) return invalidName("invalid-header-name", name, readResponseHeaderName);
  if (isForbiddenResponseHeaderName(name))
    return problem("forbidden-header-name", "is a header that pages cannot read");
  return /^(?:origin$|access-control-request-)/i.test(name)
    ? problem("misplaced-header-name", "is a request header")
    : name;
}

/**
 * Whether a text is a token in which `*`, if present, is a wildcard. It is a wildcard only if it is the whole name. See
 * https://fetch.spec.whatwg.org/#http-access-control-allow-headers.
 */
const isName = (text: string): boolean => isToken(text) && (text === "*" || !text.includes("*"));

/** Returns the problem with a name that is not a token, or that contains `*` and other characters. */
function invalidName(code: Problem["code"], text: string, readName: ReadName): Problem {
  return isToken(text)
    ? problem(code, "is taken literally by browsers", 'write "*", or each name')
    : problem(code, "is not a token", writeEntries(findValidNames(text, readName)));
}

/**
 * Finds the valid names in a text such as `X-Tenant:` or `get, patch`, and upper-cases them if only that makes them
 * valid.
 */
const findValidNames = (text: string, readName: ReadName): readonly string[] =>
  parseList(text.replaceAll(":", " "))
    .filter(isName)
    .map((name) => [name, name.toUpperCase()].map(readName).find((read) => typeof read === "string"))
    .filter((read) => typeof read === "string");

/**
 * Validates a list of method names or header names. `"*"` is the same as `["*"]`. If several names differ only in case,
 * the last spelling is kept.
 *
 * @param option - The name and the value of the option.
 */
export function readNames(
  option: { name: string; value: unknown },
  readName: ReadName,
  report: Report,
): readonly string[] {
  const { name: path, value } = option;
  const names = new Map<string, string>();
  if (value === "*" || isList(value)) {
    // The string "*" is iterable, and its only element is the wildcard.
    [...value].forEach((entry, index) => {
      const read =
        typeof entry === "string" ? readName(entry) : problem("invalid-type", "is not a string", "write a string");
      if (typeof read === "string") names.set(read.toLowerCase(), read);
      else report(`${path}[${index}]`, entry, read);
    });
  } else {
    const usable = typeof value === "string" ? findValidNames(value, readName) : [];
    report(
      path,
      value,
      problem("invalid-type", "is not a list", usable.length > 0 ? writeList(usable) : "write a list of strings"),
    );
  }
  return Object.freeze([...names.values()]);
}
