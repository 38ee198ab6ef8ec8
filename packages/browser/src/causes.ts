import type { MessageCode } from "./message-catalogue.ts";

/** The meaning of a code, for the person who reads the message. */
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
      "A page is never told why a request failed: this error stands for every reason. The console has the real one.",
  },
  "missing-allow-origin": {
    title: "No Access-Control-Allow-Origin",
    cause:
      "The response does not have the header that allows the origin of the page. The server does not allow the origin, or another program answered: a proxy, a firewall, an error page.",
  },
  "origin-mismatch": {
    title: "Another value than the origin",
    cause:
      "The header names another origin than that of the page. Scheme, host and port have to be the same, without a trailing slash. A cache may have stored the response for another origin.",
  },
  "invalid-allow-origin": {
    title: "A value that is not an origin",
    cause: "The header has a value that is not an origin, like a host without a scheme.",
  },
  "multiple-allow-origin": {
    title: "More than one value",
    cause:
      "The header has several values, because two programs set it, for example the application and a proxy, or because a list was written into it. Only one origin is permitted.",
  },
  "wildcard-with-credentials": {
    title: "The wildcard with credentials",
    cause: 'The page sends credentials, with credentials: "include" or withCredentials, and the server allows "*".',
  },
  "credentials-not-true": {
    title: "No Access-Control-Allow-Credentials",
    cause:
      'The page sends credentials, with credentials: "include" or withCredentials, and the server does not allow them with the exact value "true".',
  },
  "preflight-status": {
    title: "The status of the preflight",
    cause:
      "The server answered the preflight, an OPTIONS request, with a status other than 200 to 299. A preflight carries no credentials, so authentication in front of CORS refuses it.",
  },
  "preflight-redirect": {
    title: "A redirected preflight",
    cause:
      "The server redirects the preflight, which browsers do not follow. Common reasons are a trailing slash, http instead of https, and a page for signing in.",
  },
  "method-not-allowed": {
    title: "A method",
    cause: "The response to the preflight does not list the method of the request. Methods are case-sensitive.",
  },
  "header-not-allowed": {
    title: "A request header",
    cause:
      "The response to the preflight does not list a header that the page sets. A library or an extension may have set it.",
  },
  "invalid-allow-methods": {
    title: "A list of methods that cannot be read",
    cause: "Access-Control-Allow-Methods is not a comma-separated list of methods.",
  },
  "invalid-allow-headers": {
    title: "A list of header names that cannot be read",
    cause: "Access-Control-Allow-Headers is not a comma-separated list of header names.",
  },
  "authorization-not-covered": {
    title: "A wildcard and Authorization",
    cause:
      "Firefox warns that `*` in Access-Control-Allow-Headers does not cover Authorization in the standard. The response is still shared.",
  },
  "redirect-with-credentials": {
    title: "A redirect with a password",
    cause: "The server redirects to a URL with a user name and a password.",
  },
  "redirect-mode-error": {
    title: "A redirect that the page does not allow",
    cause: 'The server redirects, and the page requests with redirect: "error".',
  },
  "redirect-of-stream": {
    title: "A redirect of a stream",
    cause: "The server redirects a request whose body is a stream, which cannot be sent twice.",
  },
  "invalid-redirect": { title: "An invalid redirect", cause: "The server redirects to something that is not a URL." },
  "multiple-locations": {
    title: "Two targets of a redirect",
    cause: "The response has several Location headers.",
  },
  "unsafe-redirect": {
    title: "A redirect to another scheme",
    cause: "The server redirects to a URL whose scheme is neither http nor https.",
  },
  "too-many-redirects": { title: "Too many redirects", cause: "The chain of redirects is longer than 20." },
  "same-origin-mode": {
    title: "Mode same-origin",
    cause: 'The page requests another origin with mode: "same-origin", or is redirected to one.',
  },
  "no-cors-redirect-mode": {
    title: "Mode no-cors and redirects",
    cause: 'The page requests with mode: "no-cors" and a redirect mode other than "follow".',
  },
  "unsupported-scheme": {
    title: "Another scheme",
    cause: "The URL is not http or https: a file, for example, which the page has to get from a server.",
  },
  "bad-port": { title: "A port that browsers block", cause: "Browsers send no HTTP to the ports of other protocols." },
  "not-cached": {
    title: "A request for the cache only",
    cause: 'The page requests with cache: "only-if-cached", and the response is not cached.',
  },
  "keepalive-too-large": {
    title: "Too much for keepalive",
    cause: "The bodies of all keepalive requests that are on their way have more than 64 KiB.",
  },
  "stream-unauthorized": {
    title: "A stream that needs a password",
    cause: "The server answered 401 to a streamed body, which the browser cannot send again with a password.",
  },
  "network-error": {
    title: "No response",
    cause:
      "There is no response: the server is down, its name or its certificate is wrong, or an extension blocks it. This has nothing to do with CORS.",
  },
  "local-network-access": {
    title: "Access to the local network",
    cause:
      "A public page requests a private or loopback address, which Chrome 142 and later permit only after asking the user. This is not CORS, and no header permits it.",
  },
  "private-network": {
    title: "A more private address space",
    cause:
      "A page that is not secure requests a private address, which older Chromium versions block. This is not CORS.",
  },
  "origin-not-added": {
    title: "An Origin that cannot be added",
    cause: "Firefox could not add the Origin header to this request.",
  },
  "cors-disabled": { title: "CORS turned off", cause: "CORS is turned off in the preferences of Firefox." },
};
