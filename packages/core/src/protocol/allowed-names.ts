import { isToken, listElements } from "../fetch-standard/token.ts";
import type { Denial } from "./decision.ts";
import type { Asked } from "./outcome.ts";

/** The answer to one of a preflight's questions: which methods, or which headers. */
export interface AllowedNames {
  /** What is allowed whatever was asked for: the value of `Access-Control-Allow-Methods` or `-Headers`, or its beginning. */
  readonly constant: string;
  /** Whether what was asked for follows. */
  readonly echoes: boolean;
  /** The value with what follows. */
  readonly echo: (asked: Asked) => string;
  /** Names the first that was asked for and is not allowed. */
  readonly denial: (asked: Asked) => Denial | undefined;
}

/** The longest list that is echoed, in bytes: a stranger writes it. */
const MAX_ECHO_LENGTH = 8192;

/** The CORS-safelisted methods need no permission (#cors-safelisted-method). */
export const allowedMethods = (methods: readonly string[], credentials: boolean): AllowedNames =>
  allowedNames("method", "access-control-request-method", methods, credentials, (method) => [method], [
    "GET",
    "HEAD",
    "POST",
  ]);

/** A wildcard does not cover the CORS non-wildcard request-header name (#cors-non-wildcard-request-header-name). */
export const allowedHeaders = (names: readonly string[], credentials: boolean): AllowedNames =>
  allowedNames(
    "header",
    "access-control-request-headers",
    names,
    credentials,
    (list) => listElements(list.toLowerCase()),
    [],
    "authorization",
  );

/**
 * The whole list goes out, whatever was asked for, so that the browser's preflight cache covers the next request too.
 *
 * With credentials a browser takes `*` for a name (#cors-preflight-fetch-0), so what it asks for is echoed in its stead.
 *
 * @param question - The request's header.
 * @param split - The names in it, spelt as names are compared.
 */
function allowedNames(
  reason: "method" | "header",
  question: string,
  names: readonly string[],
  credentials: boolean,
  split: (requested: string) => readonly string[],
  safelisted: readonly string[],
  nonWildcard?: string,
): AllowedNames {
  const hasWildcard = names.includes("*");
  const echoes = hasWildcard && credentials;
  const sent = echoes ? names.filter((name) => name !== "*") : names;
  const constant = sent.join(", ");
  // Made when it is first asked for: no preflight is answered by it but one that is echoed.
  let listed: ReadonlySet<string> | undefined;
  const isListed = (name: string): boolean => {
    listed ??= new Set(sent.flatMap(split));
    return listed.has(name);
  };

  const requestedIn = (asked: Asked): string => asked.get(question) ?? "";
  /** What the wildcard stands for; nothing in a list that is not one of tokens, or too long to echo. */
  const wild = (requested: string): readonly string[] => {
    const elements = split(requested);
    if (!hasWildcard || (echoes && requested.length > MAX_ECHO_LENGTH) || !elements.every(isToken)) return [];
    return elements.filter((name) => name !== "*" && name !== nonWildcard && !isListed(name));
  };
  return {
    constant,
    echoes,
    echo: (asked) => [constant, ...wild(requestedIn(asked))].filter(Boolean).join(", "),
    denial: (asked) => {
      const requested = requestedIn(asked);
      const allowed = new Set([...safelisted, ...wild(requested)]);
      const denied = split(requested).find((name) => !allowed.has(name) && !isListed(name));
      return denied === undefined ? undefined : [reason, denied];
    },
  };
}
