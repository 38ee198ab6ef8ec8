import { isForbiddenRequestHeaderName } from "../fetch-standard/header-names.ts";
import { isForbiddenMethod, normalizeMethod } from "../fetch-standard/methods.ts";
import { isToken } from "../fetch-standard/token.ts";
import type { CorsDecision, Denial } from "./decision.ts";

/** The number of characters of a name that the sentence shows. It is limited because the client writes the name. */
const MAX_SHOWN_LENGTH = 200;

/**
 * Describes a decision in one sentence. For a denial, the sentence includes what to change.
 *
 * @param decision - The decision to describe.
 * @returns A sentence for a log or a developer, without a full stop. It shows at most 200 characters of a name.
 *
 * @example
 * ```ts
 * import { definePolicy, explain } from "@fetch-cors/core";
 *
 * const policy = definePolicy({ origin: "https://app.example.com" });
 * const headers = { Origin: "https://www.example.com" };
 * explain(await policy.decide(new Request("https://api.example.com/", { headers })));
 * // → 'CORS request denied: the origin "https://www.example.com" is not allowed; to let its pages read the responses, add it to "origin"'
 * ```
 */
export function explain(decision: CorsDecision): string {
  const request = { preflight: "CORS-preflight request", actual: "CORS request", "not-cors": "Request" }[decision.kind];
  if (decision.reason === "error") {
    return `${request} denied: the "origin" predicate or the policy function failed; see the error`;
  }
  if (decision.kind === "not-cors") return "Not a CORS request: it has no Origin header";
  return decision.allowed ? `${request} allowed` : `${request} denied: ${explainDenial(decision)}`;
}

/** Whether a browser sends the method unchanged. Browsers upper-case some methods, and refuse to send others. */
const isSentByBrowsers = (method: string): boolean => normalizeMethod(method) === method && !isForbiddenMethod(method);

function explainDenial({ reason, name }: Denial): string {
  const shown = JSON.stringify(name.slice(0, MAX_SHOWN_LENGTH));
  if (reason === "origin") {
    return name === "null"
      ? 'the origin "null" is never allowed, because every page can send it; serve the page from an origin of its own'
      : `the origin ${shown} is not allowed; to let its pages read the responses, add it to "origin"`;
  }
  const isMethod = reason === "method";
  if (!isToken(name) || (isMethod ? !isSentByBrowsers(name) : isForbiddenRequestHeaderName(name))) {
    return `browsers never request the ${isMethod ? "method" : "header"} ${shown}; find the client that sent the request`;
  }
  if (isMethod) {
    return name === name.toUpperCase()
      ? `the method ${shown} is not allowed; to let pages use it, add it to "methods"`
      : `the method ${shown} is not allowed, and browsers do not upper-case it; write ${shown.toUpperCase()} in the page`;
  }
  const wildcard = name === "authorization" ? ', because "*" does not cover it' : "";
  return `the request header ${shown} is not allowed; to let pages set it, add it to "allowedHeaders"${wildcard}`;
}
