import { isToken, listElements } from "../fetch-standard/token.ts";
import type { Denial } from "./decision.ts";

/** What a preflight asks for by name. */
interface NameKind {
  readonly reason: "method" | "header";
  /** The names in the header of the request, spelt as they are compared. */
  readonly split: (requested: string) => readonly string[];
  /** A name as it is compared. */
  readonly key: (name: string) => string;
  /** These need no permission. */
  readonly safelisted: readonly string[];
  /** The wildcard does not cover this one. */
  readonly nonWildcard?: string;
}

/** See #cors-safelisted-method. */
export const METHODS: NameKind = {
  reason: "method",
  split: (requested) => [requested],
  key: (name) => name,
  safelisted: ["GET", "HEAD", "POST"],
};

/** See #cors-non-wildcard-request-header-name. */
export const HEADERS: NameKind = {
  reason: "header",
  split: (requested) => listElements(requested.toLowerCase()),
  key: (name) => name.toLowerCase(),
  safelisted: [],
  nonWildcard: "authorization",
};

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

/**
 * The whole list goes out, whatever was asked for, so that the browser's preflight cache covers the next request too.
 *
 * With credentials a browser takes `*` for a name (#cors-preflight-fetch-0), so what it asks for is echoed in its stead.
 */
export function allowedNames(kind: NameKind, names: readonly string[], credentials: boolean): AllowedNames {
  const hasWildcard = names.includes("*");
  const echoes = hasWildcard && credentials;
  const sent = echoes ? names.filter((name) => name !== "*") : names;
  const constant = sent.join(", ");
  const listed = new Set(sent.map(kind.key));

  /** What the wildcard stands for; nothing in a list that is not one of tokens, or too long to echo. */
  const wild = (requested: string): readonly string[] => {
    const elements = kind.split(requested);
    if (!hasWildcard || (echoes && requested.length > MAX_ECHO_LENGTH) || !elements.every(isToken)) return [];
    return elements.filter((name) => name !== "*" && name !== kind.nonWildcard && !listed.has(name));
  };
  return {
    echoes,
    value: (requested) => (echoes ? [constant, ...wild(requested)].filter(Boolean).join(", ") : constant),
    denial: (requested) => {
      const allowed = new Set([...kind.safelisted, ...listed, ...wild(requested)]);
      const denied = kind.split(requested).find((name) => !allowed.has(name));
      return denied === undefined ? undefined : [kind.reason, denied];
    },
  };
}
