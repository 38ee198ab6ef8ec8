import type { Block } from "./blocked-error.ts";

/** What to change, in a sentence for the person who runs the server. */
export function fixFor({ code, request, isPreflight, hint }: Block): string {
  const { url, initialUrl, origin, credentials, isRedirectTainted } = request;
  const method = isPreflight ? "OPTIONS" : request.method;
  const answer = `the answer to ${method} ${url}`;
  const allowOrigin = `"Access-Control-Allow-Origin: ${origin}"`;
  const byName = credentials === "include" ? ' by name, as "*" is no wildcard for a request with credentials' : "";
  switch (code) {
    case "missing-allow-origin":
    case "multiple-allow-origin":
    case "invalid-allow-origin":
    case "origin-mismatch": {
      if (isRedirectTainted) {
        return `Redirect no page from one foreign origin to another, as it then comes with "Origin: null"; let it ask for ${url} at once`;
      }
      if (code === "missing-allow-origin") return `Send ${allowOrigin} in ${answer}, whatever its status`;
      if (code === "multiple-allow-origin") {
        return `Send ${allowOrigin} in ${answer}, once and alone, instead of "${hint}", which several programs have set or a list was written into`;
      }
      return `Send ${allowOrigin} instead of "${hint}" in ${answer}, if pages of that origin may read it`;
    }
    case "wildcard-with-credentials":
      return `Send ${allowOrigin} and "Access-Control-Allow-Credentials: true" instead of "*" in ${answer}, or let the page leave out credentials: "include"`;
    case "credentials-not-true":
      return `Send "Access-Control-Allow-Credentials: true", in lower case, in ${answer}, or let the page leave out credentials: "include"`;
    case "preflight-status":
      return `Answer OPTIONS ${url} with a status from 200 to 299 instead of ${hint}, before any authentication, as a preflight carries none`;
    case "preflight-redirect":
      return `Answer OPTIONS ${url} itself instead of redirecting it to ${hint}, or let the page ask for that URL`;
    case "invalid-allow-methods":
      return `Write a comma-separated list of methods instead of "${hint}" into Access-Control-Allow-Methods in ${answer}`;
    case "invalid-allow-headers":
      return `Write a comma-separated list of header names instead of "${hint}" into Access-Control-Allow-Headers in ${answer}`;
    case "method-not-allowed":
      return `Add "${hint}" to Access-Control-Allow-Methods in ${answer}${byName || ", in this case, as methods are case-sensitive"}`;
    case "header-not-allowed":
      return `Add "${hint}" to Access-Control-Allow-Headers in ${answer}${hint === "authorization" ? ' by name, as "*" does not cover it' : byName}`;
    case "redirect-with-credentials":
      return `Redirect ${url} to a URL without a user name and password`;
    case "redirect-mode-error":
      // A status can redirect without saying where to.
      return `Answer ${method} ${url} itself instead of redirecting it${hint && ` to ${hint}`}, as the page allows no redirect`;
    case "redirect-of-stream":
      return `Answer ${method} ${url} itself instead of redirecting it to ${hint}, as a streamed body cannot be sent twice`;
    case "invalid-redirect":
      return `Redirect ${url} to a valid URL instead of "${hint}"`;
    case "unsafe-redirect":
      return `Redirect ${url} to a URL with http or https instead of "${hint}"`;
    case "too-many-redirects":
      return `End the chain of redirects that begins at ${initialUrl}, as browsers follow 20 at the most`;
    case "same-origin-mode":
      return `Serve ${url} from ${origin}, or let the page leave out mode: "same-origin"`;
    case "no-cors-redirect-mode":
      return 'Let the page leave out mode: "no-cors", or follow redirects';
    case "unsupported-scheme":
      return `Let the page ask for a URL with http or https instead of ${url}`;
    case "network-error":
      return `Look into the server's log for why ${method} ${url} has no answer`;
  }
}
