import type { HeaderLine } from "@fetch-cors/browser";

/** The replacement of a secret. */
const REDACTED = "[redacted]";

const redactPair = (pair: string): string => pair.replace(/=.*$/s, `=${REDACTED}`);

/**
 * Returns a header value without its secrets. The names of `Cookie`, the name and the attributes of `Set-Cookie`, and
 * the scheme of `Authorization` are kept. All output of the program passes headers through this function.
 */
export function redact(name: string, value: string): string {
  switch (name.toLowerCase()) {
    case "cookie":
      return value
        .split(";")
        .map((pair) => (pair.includes("=") ? redactPair(pair) : ` ${REDACTED}`))
        .join(";")
        .trim();
    case "set-cookie": {
      const [pair = "", ...attributes] = value.split(";");
      return [pair.includes("=") ? redactPair(pair) : REDACTED, ...attributes].join(";");
    }
    case "authorization":
    case "proxy-authorization": {
      const [, scheme] = /^([A-Za-z][\w-]*) ./.exec(value) ?? [];
      return scheme ? `${scheme} ${REDACTED}` : REDACTED;
    }
    default:
      return value;
  }
}

/** Header lines without their secrets. */
export const redactLines = (lines: Iterable<HeaderLine>): HeaderLine[] =>
  Array.from(lines, ([name, value]) => [name, redact(name, value)] as const);
