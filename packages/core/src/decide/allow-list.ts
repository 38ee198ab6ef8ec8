import { isToken } from "../fetch-standard/token.ts";
import type { CorsRequest } from "./decision.ts";
import type { ResponseHeader } from "./prepared-answer.ts";

/**
 * The length of the longest list of requested names that is echoed, in bytes. It is limited because the client writes
 * the list.
 */
const MAX_ECHO_LENGTH = 8192;

/** A header that lists names in the response to a preflight, and the check of the requested names. */
export interface AllowListHeader {
  readonly header: ResponseHeader;
  /** Returns the first requested name that is not allowed, or `undefined`. */
  readonly findDenied: (requestHeaders: CorsRequest["headers"]) => string | undefined;
}

/** The names that an option allows, and how they are compared with requested names. */
interface NameRules {
  /** The name of the response header that lists the allowed names. */
  readonly header: string;
  /** The name of the request header that has the requested names. */
  readonly requestHeader: string;
  /** Splits the value of the request header into names, in the case in which names are compared. */
  readonly split: (text: string) => readonly string[];
  /** Converts an allowed name to the case in which names are compared. */
  readonly normalize: (name: string) => string;
  /** The value of the option `methods` or `allowedHeaders`. */
  readonly names: readonly string[];
  readonly credentials: boolean;
  /** The names that need no permission. They are sent if the option allows no name. */
  readonly safelisted: readonly string[];
  /** The name that `*` does not cover. */
  readonly nonWildcard?: string;
}

/**
 * Prepares a header that lists the allowed names, and the check of the requested names.
 *
 * The header lists all allowed names, so that the browser's preflight cache covers later requests. With credentials, a
 * browser interprets `*` as a literal name, so the requested names that `*` allows are echoed instead. See
 * https://fetch.spec.whatwg.org/#cors-preflight-fetch-0.
 */
export function allowListHeader(rules: NameRules): AllowListHeader {
  const { names, credentials, safelisted } = rules;
  const hasWildcard = names.includes("*");
  const echoesNames = hasWildcard && credentials;
  const listed = echoesNames ? names.filter((name) => name !== "*") : names;
  // Created on first use, because most preflights are handled without it. It depends only on the option, so it is safe
  // to keep.
  let listedSet: ReadonlySet<string> | undefined;
  const isListed = (name: string): boolean => {
    listedSet ??= new Set(listed.map(rules.normalize));
    return listedSet.has(name);
  };

  const read = (requestHeaders: CorsRequest["headers"]) => {
    const text = requestHeaders.get(rules.requestHeader) ?? "";
    const requested = rules.split(text);
    // If the list is too long to echo, or has an element that is not a token, `*` allows none of its names.
    const usesWildcard = hasWildcard && !(echoesNames && text.length > MAX_ECHO_LENGTH) && requested.every(isToken);
    // A requested name `*` is not echoed: for a request without credentials, it would allow every name.
    const needsWildcard = (name: string): boolean => name !== "*" && name !== rules.nonWildcard && !isListed(name);
    return { requested, allowedByWildcard: usesWildcard ? requested.filter(needsWildcard) : [] };
  };
  const join = (sent: readonly string[]): string => (sent.length > 0 ? sent : safelisted).join(", ");

  return {
    header: {
      name: rules.header,
      value: echoesNames
        ? (requestHeaders) => join([...listed, ...read(requestHeaders).allowedByWildcard])
        : join(listed),
    },
    findDenied(requestHeaders) {
      const { requested, allowedByWildcard } = read(requestHeaders);
      const allowed = new Set([...safelisted, ...allowedByWildcard]);
      return requested.find((name) => !allowed.has(name) && !isListed(name));
    },
  };
}
