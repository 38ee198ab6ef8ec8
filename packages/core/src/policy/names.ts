import { isForbiddenRequestHeaderName, isForbiddenResponseHeaderName } from "../fetch-standard/header-names.ts";
import { isForbiddenMethod, normalizeMethod } from "../fetch-standard/methods.ts";
import { isToken } from "../fetch-standard/token.ts";
import { isList, LEAVE_IT_OUT, type Problem, type Report, writeApart, writeAsList } from "./config-error.ts";

/** A name as it is to be understood, or what is wrong with it. */
type Reading = string | Problem;

export type NameReader = (name: string) => Reading;

/** Reads a list of names, or `"*"` for `["*"]`; of names that differ in case only, the last one stays. */
export function readNames(option: string, value: unknown, read: NameReader, report: Report): readonly string[] {
  const names = new Map<string, string>();
  if (value === "*" || isList(value)) {
    // The string "*" is iterable as well: its one element is the wildcard.
    [...value].forEach((name, index) => {
      const reading = typeof name === "string" ? read(name) : (["invalid-type", "write a string"] as const);
      if (typeof reading !== "string") report(`${option}[${index}]`, name, ...reading);
      else names.set(reading.toLowerCase(), reading);
    });
  } else {
    report(option, value, "invalid-type", typeof value === "string" ? writeAsList(value) : "write a list");
  }
  return Object.freeze([...names.values()]);
}

/** What to write instead of what is no token. With colons it may be copied from a header: "X-Tenant:". */
const instead = (name: string): string => writeApart(name.replaceAll(":", " "));

/** Reads one of `methods`. */
export function readMethod(method: string): Reading {
  if (!isToken(method)) return ["invalid-method", instead(method)];
  if (isForbiddenMethod(method)) return ["forbidden-method", LEAVE_IT_OUT];
  const upper = method.toUpperCase();
  return normalizeMethod(method) === upper ? upper : ["method-case", `write "${upper}"`];
}

const headerReader =
  (isForbidden: (name: string) => boolean, misplaced: RegExp) =>
  (name: string): Reading => {
    if (!isToken(name)) return ["invalid-header-name", instead(name)];
    if (isForbidden(name)) return ["forbidden-header-name", LEAVE_IT_OUT];
    return misplaced.test(name) ? ["misplaced-header-name", LEAVE_IT_OUT] : name;
  };

/** Reads one of `allowedHeaders`. */
export const readRequestHeader: (name: string) => Reading = headerReader(
  isForbiddenRequestHeaderName,
  /^access-control-/i,
);

/** Reads one of `exposedHeaders`. */
export const readResponseHeader: (name: string) => Reading = headerReader(
  isForbiddenResponseHeaderName,
  /^(?:origin|access-control-request-.*)$/i,
);
