import { isToken } from "../fetch-standard/token.ts";

/**
 * The length of the longest list of requested names that is echoed, in bytes. It is limited because the client writes
 * the list.
 */
const MAX_ECHO_LENGTH = 8192;

/** The method or the header names that a preflight requests. */
export interface RequestedNames {
  /** The value of the request header. */
  readonly text: string;
  /** The names in `text`, in the case in which names are compared. */
  readonly names: readonly string[];
}

/** The methods or header names that an option allows. */
export interface AllowedNames {
  /**
   * Whether the response echoes requested names. With credentials, a browser interprets `*` as a literal name, so the
   * names that `*` stands for are sent instead. See https://fetch.spec.whatwg.org/#cors-preflight-fetch-0.
   */
  readonly echoesNames: boolean;
  /**
   * Returns the names to send: all listed names, so that the browser's preflight cache covers later requests, and the
   * echoed ones.
   */
  readonly namesToSend: (requested?: RequestedNames) => readonly string[];
  /** Returns the first requested name that is not allowed, or `undefined`. */
  readonly firstDenied: (requested: RequestedNames) => string | undefined;
}

/** The names that an option allows, and how they are compared. */
export interface NameRules {
  /** The value of the option `methods` or `allowedHeaders`. */
  readonly names: readonly string[];
  readonly credentials: boolean;
  /** Converts a name to the case in which names are compared. */
  readonly normalize: (name: string) => string;
  /** The names that need no permission. */
  readonly safelisted: readonly string[];
  /** The name that `*` does not cover. */
  readonly nonWildcard?: string;
}

/** Prepares the list of names to send, and the check of requested names. */
export function allowedNames({ names, credentials, normalize, safelisted, nonWildcard }: NameRules): AllowedNames {
  const hasWildcard = names.includes("*");
  const echoesNames = hasWildcard && credentials;
  const listed = echoesNames ? names.filter((name) => name !== "*") : names;
  // Created on first use, because most preflights are handled without it. It depends only on the option, so it is safe
  // to keep.
  let listedSet: ReadonlySet<string> | undefined;
  const isListed = (name: string): boolean => {
    listedSet ??= new Set(listed.map(normalize));
    return listedSet.has(name);
  };

  /**
   * Returns the requested names that only `*` allows. Returns none if the list is too long to echo, or contains an
   * element that is not a token.
   */
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
