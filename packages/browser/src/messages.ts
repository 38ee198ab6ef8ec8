import type { Block, BlockedCode } from "./blocked-error.ts";

/** The sentence of Chromium's console for a violation of the CORS protocol. */
function violation({ code, hint }: Block): string | undefined {
  switch (code) {
    case "missing-allow-origin":
      return "No 'Access-Control-Allow-Origin' header is present on the requested resource.";
    case "multiple-allow-origin":
      return `The 'Access-Control-Allow-Origin' header contains multiple values '${hint}', but only one is allowed. Have the server send the header with a valid value.`;
    case "invalid-allow-origin":
      return `The 'Access-Control-Allow-Origin' header contains the invalid value '${hint}'. Have the server send the header with a valid value.`;
    case "origin-mismatch":
      return `The 'Access-Control-Allow-Origin' header has a value '${hint}' that is not equal to the supplied origin. Have the server send the header with a valid value.`;
    case "wildcard-with-credentials":
      return "The value of the 'Access-Control-Allow-Origin' header in the response must not be the wildcard '*' when the request's credentials mode is 'include'.";
    case "credentials-not-true":
      return `The value of the 'Access-Control-Allow-Credentials' header in the response is '${hint}' which must be 'true' when the request's credentials mode is 'include'.`;
    case "preflight-status":
      return "It does not have HTTP ok status.";
    case "preflight-redirect":
      return "Redirect is not allowed for a preflight request.";
    case "invalid-allow-methods":
      return "Cannot parse Access-Control-Allow-Methods response header field in preflight response.";
    case "invalid-allow-headers":
      return "Cannot parse Access-Control-Allow-Headers response header field in preflight response.";
    case "method-not-allowed":
      return `Method ${hint} is not allowed by Access-Control-Allow-Methods in preflight response.`;
    case "header-not-allowed":
      return `Request header field ${hint} is not allowed by Access-Control-Allow-Headers in preflight response.`;
    case "redirect-with-credentials":
      // Chromium leaves the place for the URL empty, so that no password gets into the console.
      return "Redirect location '' contains a username and password, which is disallowed for cross-origin requests.";
    default:
      return undefined;
  }
}

/** These are about the answer as a whole; Chromium says so only of them. */
const ACCESS_CHECKS: readonly BlockedCode[] = [
  "missing-allow-origin",
  "multiple-allow-origin",
  "invalid-allow-origin",
  "origin-mismatch",
  "wildcard-with-credentials",
  "credentials-not-true",
  "preflight-status",
  "preflight-redirect",
];

const NET_ERRORS: Readonly<Partial<Record<BlockedCode, string>>> = {
  "redirect-of-stream": "ERR_INVALID_ARGUMENT",
  "invalid-redirect": "ERR_INVALID_REDIRECT",
  "unsafe-redirect": "ERR_UNSAFE_REDIRECT",
  "too-many-redirects": "ERR_TOO_MANY_REDIRECTS",
};

/** What Chromium's console says. */
export function messageFor(block: Block): string {
  const { code, request, isPreflight } = block;
  const { url, initialUrl, origin } = request;
  const redirected = url === initialUrl ? "" : ` (redirected from '${initialUrl}')`;
  const access = `Access to fetch at '${url}'${redirected} from origin '${origin}' has been blocked by CORS policy:`;
  const sentence = violation(block);
  if (sentence !== undefined) {
    const of = isPreflight && ACCESS_CHECKS.includes(code);
    return `${access} ${of ? "Response to preflight request doesn't pass access control check: " : ""}${sentence}`;
  }
  switch (code) {
    case "same-origin-mode":
      return redirected
        ? `${access} Cross origin requests are not allowed by request mode.`
        : `Fetch API cannot load ${url}. Request mode is "same-origin" but the URL's origin is not same as the request origin ${origin}.`;
    case "no-cors-redirect-mode":
      return `Fetch API cannot load ${url}. Request mode is "no-cors" but the redirect mode is not "follow".`;
    case "unsupported-scheme":
      return `Fetch API cannot load ${url}. URL scheme "${url.protocol.slice(0, -1)}" is not supported.`;
    default:
      return `${isPreflight ? "OPTIONS" : request.method} ${url} net::${NET_ERRORS[code] ?? "ERR_FAILED"}`;
  }
}
