import { isToken, listElements } from "../fetch-standard/token.ts";
import type { Denial } from "./decision.ts";

/** The answer to one of a preflight's questions: which methods, or which headers. */
export interface AllowedNames {
  /** Whether the header's value depends on what was asked for. */
  readonly echoes: boolean;
  /** The value of `Access-Control-Allow-Methods` or `-Headers`. */
  readonly value: (requested: string) => string;
  /** Names the first that was asked for and is not allowed. */
  readonly denial: (requested: string) => Denial | undefined;
}

/** The longest list that is echoed, in bytes: a stranger writes it. */
const MAX_ECHO_LENGTH = 8192;

/** The CORS-safelisted methods need no permission (#cors-safelisted-method). */
export const allowedMethods = (methods: readonly string[], credentials: boolean): AllowedNames =>
  allowedNames("method", methods, [...methods, "GET", "HEAD", "POST"], credentials, (requested) => [requested]);

/** A wildcard never covers the CORS non-wildcard request-header name (#cors-non-wildcard-request-header-name). */
export const allowedHeaders = (names: readonly string[], credentials: boolean): AllowedNames =>
  allowedNames(
    "header",
    names,
    names.map(lowerCase),
    credentials,
    (list) => listElements(lowerCase(list)),
    "authorization",
  );

const lowerCase = (text: string): string => text.toLowerCase();

/**
 * The whole list goes out, whatever was asked for, so that the browser's preflight cache covers the next request too.
 *
 * With credentials a browser takes `*` for a name (#cors-preflight-fetch-0), so what it asks for is echoed in its stead.
 */
function allowedNames(
  reason: "method" | "header",
  names: readonly string[],
  listed: readonly string[],
  credentials: boolean,
  split: (requested: string) => readonly string[],
  nonWildcardName?: string,
): AllowedNames {
  const wildcard = names.includes("*");
  const echoes = wildcard && credentials;
  const isListed = new Set(listed);
  if (echoes) isListed.delete("*");
  const constant = names.filter((name) => !echoes || name !== "*").join(", ");

  /** What the wildcard stands for; nothing in a list that is not one of tokens, or too long to echo. */
  const wild = (requested: string): readonly string[] => {
    const elements = split(requested);
    if (!wildcard || (echoes && requested.length > MAX_ECHO_LENGTH) || !elements.every(isToken)) return [];
    return elements.filter((name) => name !== "*" && name !== nonWildcardName && !isListed.has(name));
  };
  return {
    echoes,
    value: (requested) => (echoes ? [constant, ...wild(requested)].filter(Boolean).join(", ") : constant),
    denial: (requested) => {
      const isWild = new Set(wild(requested));
      const denied = split(requested).find((name) => !isListed.has(name) && !isWild.has(name));
      return denied === undefined ? undefined : [reason, denied];
    },
  };
}
