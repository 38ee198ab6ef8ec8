import { isForbiddenRequestHeaderName } from "../fetch-standard/header-names.ts";
import { isForbiddenMethod, normalizeMethod } from "../fetch-standard/methods.ts";
import { isToken } from "../fetch-standard/token.ts";
import type { CorsDecision } from "./decision.ts";

/** How many characters of a stranger's name the sentence shows. */
const SHOWN_LENGTH = 200;

/**
 * Puts a decision into one sentence; of a denial, also what to change.
 *
 * @param decision - Of any kind.
 * @returns A sentence for a log or a developer, without a full stop; of a name it shows the first 200 characters.
 *
 * @example
 * ```ts
 * import { definePolicy, explain } from "@fetch-cors/core";
 *
 * const policy = definePolicy({ origin: "https://app.example.com" });
 * const headers = { Origin: "https://www.example.com" };
 * explain(await policy.decide(new Request("https://api.example.com/", { headers })));
 * // → 'CORS request denied: the origin "https://www.example.com" is not allowed; if its pages may read the responses, let "origin" allow it'
 * ```
 */
export function explain(decision: CorsDecision): string {
  if (decision.kind === "not-cors") return "Not a CORS request: it has no Origin header, so there is nothing to decide";
  const request = decision.kind === "preflight" ? "CORS-preflight request" : "CORS request";
  return decision.allowed ? `${request} allowed` : `${request} denied: ${denial(decision.reason, decision.name)}`;
}

/** Browsers upper-case some methods, and refuse others. */
const isSent = (method: string): boolean => normalizeMethod(method) === method && !isForbiddenMethod(method);

function denial(reason: "origin" | "method" | "header", name: string): string {
  const shown = JSON.stringify(name.slice(0, SHOWN_LENGTH));
  if (reason === "origin") {
    return name === "null"
      ? 'the origin "null" is never allowed, as anybody can send it; serve the page from an origin of its own'
      : `the origin ${shown} is not allowed; if its pages may read the responses, let "origin" allow it`;
  }
  if (!isToken(name) || (reason === "method" ? !isSent(name) : isForbiddenRequestHeaderName(name))) {
    return `no browser asks for the ${reason === "method" ? "method" : "request header"} ${shown}; look for what else sent the request`;
  }
  if (reason === "method") {
    return name === name.toUpperCase()
      ? `the method ${shown} is not allowed; if pages may use it, add it to "methods"`
      : `the method ${shown} is not allowed, and browsers do not upper-case it; write ${shown.toUpperCase()} in the page`;
  }
  const wildcard = name === "authorization" ? ', where "*" does not cover it' : "";
  return `the request header ${shown} is not allowed; if pages may set it, add it to "allowedHeaders"${wildcard}`;
}
