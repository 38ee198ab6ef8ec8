import type { OriginPattern } from "./origin-pattern.ts";

/** In bytes. No pattern matches a longer origin. The servers check the length before any regular expression. */
export const MAX_ORIGIN_LENGTH = 512;

/** One or more labels of a host, for `*.`. */
const LABELS = "[a-z0-9_-]+(?:\\.[a-z0-9_-]+)*\\.";

/** Three-digit numbers except 443, and two-digit numbers except 80. RE2 has no lookahead to exclude them. */
const THREE_DIGITS_BUT_443 = "[1-35-9][0-9]{2}|4[0-35-9][0-9]|44[0-24-9]";
const TWO_DIGITS_BUT_80 = "[1-79][0-9]|8[1-9]";
/** From 10000 to 65535. */
const FIVE_DIGITS = "[1-5][0-9]{4}|6[0-4][0-9]{3}|65[0-4][0-9]{2}|655[0-2][0-9]|6553[0-5]";

/** A port as browsers serialize it: from 1 to 65535, without a leading zero, and not the default port of the scheme. */
function portRegex(scheme: string): string {
  const two = scheme === "http" ? TWO_DIGITS_BUT_80 : "[1-9][0-9]";
  const three = scheme === "https" ? THREE_DIGITS_BUT_443 : "[1-9][0-9]{2}";
  return `[1-9]|${two}|${three}|[1-9][0-9]{3}|${FIVE_DIGITS}`;
}

/**
 * A regular expression that matches only this text. It escapes the characters that occur in origins and header names.
 */
export const literal = (text: string): string => text.replace(/[.+[\]*?^$(){}|\\]/g, "\\$&");

/**
 * The regular expression for a pattern, in the syntax that PCRE and RE2 share.
 *
 * It is anchored with `^` and `\z`, because `$` also matches before a line feed at the end.
 */
export function originRegex({ scheme, subdomains, host, port }: OriginPattern): string {
  const suffix = port === "*" ? `(?::(?:${portRegex(scheme)}))?` : port && `:${port}`;
  return `^${literal(`${scheme}://`)}${subdomains ? LABELS : ""}${literal(host)}${suffix}\\z`;
}
