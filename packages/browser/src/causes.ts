import type { MessageCode } from "./message-catalogue.ts";

/** The explanation of a code, for the person who reads the message. */
export interface Cause {
  /** The heading of the code in `docs/troubleshooting.md`. */
  readonly title: string;
  /** Why the browser blocks, in one or two sentences. */
  readonly cause: string;
}

/** The cause of each code, in the order of `docs/troubleshooting.md`. */
export const CAUSES: Readonly<Record<MessageCode, Cause>> = {
  "hidden-reason": {
    title: "The error that the page gets",
    cause:
      "A browser never tells a page why a request failed. Every failure results in this error, and the console shows the reason.",
  },
  "missing-allow-origin": {
    title: "No Access-Control-Allow-Origin",
    cause:
      "The response has no Access-Control-Allow-Origin header for the page's origin. The server does not allow the origin, the response is an error page, or the response is from a proxy or a firewall.",
  },
  "origin-mismatch": {
    title: "A different origin",
    cause:
      "Access-Control-Allow-Origin contains an origin other than the page's. Scheme, host and port must be the same, without a trailing slash. A cache may have stored the response for a different origin.",
  },
  "invalid-allow-origin": {
    title: "A value that is not an origin",
    cause: "The value of Access-Control-Allow-Origin is not an origin, for example a host without a scheme.",
  },
  "multiple-allow-origin": {
    title: "More than one value",
    cause:
      "Access-Control-Allow-Origin has several values, either because two programs set it, such as the application and a proxy, or because its value is a list. Only one origin is permitted.",
  },
  "wildcard-with-credentials": {
    title: "The wildcard with credentials",
    cause: 'The page sends credentials (credentials: "include" or withCredentials), and the server allows "*".',
  },
  "credentials-not-true": {
    title: "No Access-Control-Allow-Credentials",
    cause:
      'The page sends credentials (credentials: "include" or withCredentials), and the server does not allow them with the exact value "true".',
  },
  "preflight-status": {
    title: "The preflight status",
    cause:
      "The server responded to the preflight, an OPTIONS request, with a status outside 200 to 299. A preflight carries no credentials, so authentication that runs before CORS rejects it.",
  },
  "preflight-redirect": {
    title: "A redirected preflight",
    cause:
      "The server redirects the preflight, and browsers do not follow such a redirect. Common reasons are a trailing slash, http instead of https, and a sign-in page.",
  },
  "method-not-allowed": {
    title: "A method that is not allowed",
    cause: "The response to the preflight does not list the method of the request. Methods are case-sensitive.",
  },
  "header-not-allowed": {
    title: "A request header that is not allowed",
    cause:
      "The response to the preflight does not list a header of the request. The page, a library or a browser extension may have set it.",
  },
  "invalid-allow-methods": {
    title: "An invalid list of methods",
    cause: "Access-Control-Allow-Methods is not a comma-separated list of methods.",
  },
  "invalid-allow-headers": {
    title: "An invalid list of header names",
    cause: "Access-Control-Allow-Headers is not a comma-separated list of header names.",
  },
  "authorization-not-covered": {
    title: "The wildcard and Authorization",
    cause:
      "Firefox warns that, in the standard, `*` in Access-Control-Allow-Headers does not cover Authorization. The page still gets the response.",
  },
  "redirect-with-credentials": {
    title: "A redirect with a password",
    cause: "The server redirects to a URL with a user name or password.",
  },
  "redirect-mode-error": {
    title: "A redirect that the page does not allow",
    cause: 'The server redirects a request that has redirect: "error".',
  },
  "redirect-of-stream": {
    title: "A redirect of a stream",
    cause: "The server redirects a request whose body is a stream, and a stream cannot be sent twice.",
  },
  "invalid-redirect": { title: "An invalid redirect", cause: "The Location of the redirect is not a URL." },
  "multiple-locations": {
    title: "More than one Location",
    cause: "The response has several Location headers.",
  },
  "unsafe-redirect": {
    title: "A redirect to an unsupported scheme",
    cause: "The server redirects to a URL whose scheme is neither http nor https.",
  },
  "too-many-redirects": { title: "Too many redirects", cause: "The request was redirected more than 20 times." },
  "same-origin-mode": {
    title: "Same-origin mode",
    cause: 'A request with mode: "same-origin" is for a different origin, or is redirected to one.',
  },
  "no-cors-redirect-mode": {
    title: "No-cors mode and redirects",
    cause: 'The request has mode: "no-cors" and a redirect mode other than "follow".',
  },
  "unsupported-scheme": {
    title: "An unsupported scheme",
    cause:
      "The URL is neither http nor https. For example, a page cannot load a local file; the file has to be on a server.",
  },
  "bad-port": {
    title: "A port that browsers block",
    cause: "Browsers block HTTP requests to ports that belong to other protocols.",
  },
  "not-cached": {
    title: "A cache-only request",
    cause: 'The request has cache: "only-if-cached", and the response is not in the cache.',
  },
  "keepalive-too-large": {
    title: "Keepalive requests that are too large",
    cause: "The bodies of all pending keepalive requests add up to more than 64 KiB.",
  },
  "stream-unauthorized": {
    title: "A stream that needs authentication",
    cause:
      "The server responded to a streamed body with a 401, and the browser cannot send the stream again with a password.",
  },
  "network-error": {
    title: "No response",
    cause:
      "The browser got no response: the server is down, its name or certificate is wrong, or a browser extension blocks the request. CORS is not the cause.",
  },
  "local-network-access": {
    title: "Access to the local network",
    cause:
      "A public page requests a private or loopback address. Chrome 142 and later allow this only with the user's permission. This is not CORS, and no header allows it.",
  },
  "private-network": {
    title: "A more private address space",
    cause:
      "A page that is not a secure context requests a private address. Older Chromium versions block this. This is not CORS.",
  },
  "origin-not-added": {
    title: "An Origin header that cannot be added",
    cause: "Firefox could not add the Origin header to this request.",
  },
  "cors-disabled": { title: "CORS turned off", cause: "CORS is turned off in the Firefox preferences." },
};
