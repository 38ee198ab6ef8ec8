import type { OriginPattern } from "./origin-pattern.ts";

/** In bytes: no pattern covers a longer origin. The servers test it before any regular expression. */
export const MAX_ORIGIN_LENGTH = 512;

/** One or more labels of a host, for `*.` */
const LABELS = "[a-z0-9_-]+(?:\\.[a-z0-9_-]+)*\\.";

/** Numbers of three digits without 443, and of two without 80. RE2 has no lookahead that could exclude them. */
const THREE_DIGITS_BUT_443 = "[1-35-9][0-9]{2}|4[0-35-9][0-9]|44[0-24-9]";
const TWO_DIGITS_BUT_80 = "[1-79][0-9]|8[1-9]";
/** From 10000 to 65535. */
const FIVE_DIGITS = "[1-5][0-9]{4}|6[0-4][0-9]{3}|65[0-4][0-9]{2}|655[0-2][0-9]|6553[0-5]";

/** A port as browsers serialize it: from 1 to 65535, without leading zero, and not the default port of the scheme. */
function portRegex(scheme: string): string {
  const two = scheme === "http" ? TWO_DIGITS_BUT_80 : "[1-9][0-9]";
  const three = scheme === "https" ? THREE_DIGITS_BUT_443 : "[1-9][0-9]{2}";
  return `[1-9]|${two}|${three}|[1-9][0-9]{3}|${FIVE_DIGITS}`;
}

/** A text as a regular expression that matches nothing else; for the characters of origins and header names. */
export const literal = (text: string): string => text.replace(/[.+[\]*?^$(){}|\\]/g, "\\$&");

/**
 * The regular expression that matches the origins that a pattern covers, in the syntax that PCRE and RE2 share.
 *
 * It is anchored by `^` and `\z`: `$` also matches before a line feed at the end.
 */
export function originRegex({ scheme, subdomains, host, port }: OriginPattern): string {
  const suffix = port === "*" ? `(?::(?:${portRegex(scheme)}))?` : port && `:${port}`;
  return `^${literal(`${scheme}://`)}${subdomains ? LABELS : ""}${literal(host)}${suffix}\\z`;
}
