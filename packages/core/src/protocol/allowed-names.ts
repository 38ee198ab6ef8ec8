import { isToken } from "../fetch-standard/token.ts";
import type { Denial, Header } from "./decision.ts";
import type { Asked, Echo } from "./outcome.ts";

/** The answer to one of a preflight's questions: which methods, or which headers. */
export interface AllowedNames {
  /** What is sent whatever was asked for: `Access-Control-Allow-Methods` or `-Headers`, unless it echoes. */
  readonly constant: readonly Header[];
  /** The same with what was asked for, where that follows. */
  readonly echo: Echo | undefined;
  /** Names the first that was asked for and is not allowed. */
  readonly denial: (asked: Asked) => Denial | undefined;
}

/** The longest list that is echoed, in bytes: a stranger writes it. */
const MAX_ECHO_LENGTH = 8192;

/** These methods need no permission (#cors-safelisted-method); a header's name is in lower case here. */
const SAFELISTED: readonly string[] = ["GET", "HEAD", "POST"];

/**
 * The whole list goes out, whatever was asked for, so that the browser's preflight cache covers the next request too.
 *
 * With credentials a browser takes `*` for a name (#cors-preflight-fetch-0), so what it asks for is echoed in its stead.
 *
 * @param question - The request's header.
 * @param split - The names in it, spelt as names are compared.
 * @param nonWildcard - The one that a wildcard does not cover.
 */
export function allowedNames(
  reason: "method" | "header",
  question: string,
  names: readonly string[],
  credentials: boolean,
  split: (requested: string) => readonly string[],
  nonWildcard?: string,
): AllowedNames {
  const hasWildcard = names.includes("*");
  const echoes = hasWildcard && credentials;
  const sent = echoes ? names.filter((name) => name !== "*") : names;
  const header = `access-control-allow-${reason}s`;
  // Methods are sent even if there are none: without them the preflight of an upload lets any through (#cors-preflight-fetch-0).
  const headersFor = (list: readonly string[]): readonly Header[] =>
    list.length > 0 || reason === "method" ? [[header, list.join(", ")]] : [];
  // Made when it is first asked for: no preflight is answered by it but one that is echoed.
  let listed: ReadonlySet<string> | undefined;
  const isListed = (name: string): boolean => {
    listed ??= new Set(sent.flatMap(split));
    return listed.has(name);
  };

  /** What the wildcard stands for; nothing in a list that is not one of tokens, or too long to echo. */
  const wildIn = (requested: string): readonly string[] => {
    const elements = split(requested);
    return hasWildcard && !(echoes && requested.length > MAX_ECHO_LENGTH) && elements.every(isToken)
      ? elements.filter((name) => name !== "*" && name !== nonWildcard && !isListed(name))
      : [];
  };
  const requestedIn = (asked: Asked): string => asked.get(question) ?? "";
  return {
    constant: echoes ? [] : headersFor(sent),
    echo: echoes ? (asked) => headersFor([...sent, ...wildIn(requestedIn(asked))]) : undefined,
    denial: (asked) => {
      const requested = requestedIn(asked);
      const allowed = new Set([...SAFELISTED, ...wildIn(requested)]);
      const denied = split(requested).find((name) => !allowed.has(name) && !isListed(name));
      return denied === undefined ? undefined : [reason, denied];
    },
  };
}
