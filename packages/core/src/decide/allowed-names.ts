import { isToken } from "../fetch-standard/token.ts";

/** The longest list that is echoed, in bytes, because the client writes it. */
const MAX_ECHO_LENGTH = 8192;

/** A list of methods or header names that a preflight requests. */
export interface RequestedNames {
  /** The value of the request header. */
  readonly text: string;
  /** The names in it, in the case in which they are compared. */
  readonly names: readonly string[];
}

/** The methods or header names that an option allows. */
export interface AllowedNames {
  /**
   * Whether requested names are echoed. With credentials a browser takes `*` for a name (#cors-preflight-fetch-0), so the
   * names that `*` stands for are sent instead.
   */
  readonly echoesNames: boolean;
  /** The names to send: all listed ones, so that the browser's preflight cache covers later requests, and the echoed ones. */
  readonly namesToSend: (requested?: RequestedNames) => readonly string[];
  /** The first requested name that is not allowed. */
  readonly firstDenied: (requested: RequestedNames) => string | undefined;
}

/** How an option allows names. */
export interface NameRules {
  /** The value of the option. */
  readonly names: readonly string[];
  readonly credentials: boolean;
  /** A name in the case in which names are compared. */
  readonly normalize: (name: string) => string;
  /** The names that need no permission. */
  readonly safelisted: readonly string[];
  /** The name that `*` does not cover. */
  readonly nonWildcard?: string;
}

/** Prepares the list of names to send, and the check of requested ones. */
export function allowedNames({ names, credentials, normalize, safelisted, nonWildcard }: NameRules): AllowedNames {
  const hasWildcard = names.includes("*");
  const echoesNames = hasWildcard && credentials;
  const listed = echoesNames ? names.filter((name) => name !== "*") : names;
  // Created on first use: most preflights are answered without it.
  let listedSet: ReadonlySet<string> | undefined;
  const isListed = (name: string): boolean => {
    listedSet ??= new Set(listed.map(normalize));
    return listedSet.has(name);
  };

  /** The requested names that only `*` allows; none if the list is too long to echo or has an element that is not a token. */
  const underWildcard = (requested: RequestedNames): readonly string[] =>
    hasWildcard && !(echoesNames && requested.text.length > MAX_ECHO_LENGTH) && requested.names.every(isToken)
      ? requested.names.filter((name) => name !== "*" && name !== nonWildcard && !isListed(name))
      : [];

  return {
    echoesNames,
    namesToSend: (requested) => (echoesNames && requested ? [...listed, ...underWildcard(requested)] : listed),
    firstDenied(requested) {
      const allowed = new Set([...safelisted, ...underWildcard(requested)]);
      return requested.names.find((name) => !allowed.has(name) && !isListed(name));
    },
  };
}
