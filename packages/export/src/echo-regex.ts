/** The characters of a token (RFC 9110, section 5.6.2), without those that end a string in a configuration language. */
const TOKEN = "[!#$%&\\x27*+.^_\\x60|~0-9A-Za-z-]";

/** In bytes. A longer list is not echoed. */
export const MAX_ECHO_LENGTH = 8192;

/** Matches a method that can be echoed: a token. */
export const METHOD_REGEX: string = `^${TOKEN}+\\z`;

/** Matches a list of header names that can be echoed; optional white space and empty elements are permitted. */
export const HEADER_LIST_REGEX: string = `^[ \\t,]*(?:${TOKEN}+[ \\t]*(?:,[ \\t,]*|\\z))+\\z`;

/**
 * The same list for PCRE. Every quantifier is possessive. Otherwise, a list of 4,000 names exhausts the JIT stack, and
 * the match silently fails.
 */
export const POSSESSIVE_HEADER_LIST_REGEX: string = `^[ \\t,]*+(?:${TOKEN}++[ \\t]*+(?:,[ \\t,]*+|\\z))++\\z`;

/** Matches the method that is never echoed: with credentials, browsers read `*` as a literal method name. */
export const NEVER_ECHOED_METHOD_REGEX = "^\\*\\z";

/**
 * Matches one element of a list that is never echoed: `*`, and `Authorization` unless the policy lists it, because the
 * wildcard does not cover it (https://fetch.spec.whatwg.org/#cors-non-wildcard-request-header-name).
 */
export const neverEchoedElement = (listed: readonly string[]): string =>
  listed.some((name) => name.toLowerCase() === "authorization")
    ? "\\*"
    : "(?:\\*|[Aa][Uu][Tt][Hh][Oo][Rr][Ii][Zz][Aa][Tt][Ii][Oo][Nn])";

/** Matches a list with an element that is never echoed. */
export const neverEchoedListRegex = (listed: readonly string[]): string =>
  `(?:^|,)[ \\t]*${neverEchoedElement(listed)}[ \\t]*(?:,|\\z)`;
