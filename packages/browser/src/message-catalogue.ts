import type { BlockedCode } from "./block.ts";
import type { RealEngine } from "./deviations.ts";

/** The code of a console message: a code of `BlockedError`, or a reason that is not simulated. */
export type MessageCode =
  | BlockedCode
  | "local-network-access"
  | "private-network"
  | "authorization-not-covered"
  | "origin-not-added"
  | "cors-disabled"
  | "hidden-reason";

/** The messages of an engine by code: the current wording first, then other and older wordings. */
export type Catalogue = Readonly<Partial<Record<MessageCode, readonly string[]>>>;

const SCHEMES =
  "chrome, chrome-experimental-site-token-provider, chrome-extension, chrome-untrusted, data, http, https, isolated-app";

/** Chromium's sentences after `has been blocked by CORS policy:`, and complete messages. */
const CHROMIUM: Catalogue = {
  "missing-allow-origin": ["No 'Access-Control-Allow-Origin' header is present on the requested resource."],
  "multiple-allow-origin": [
    "The 'Access-Control-Allow-Origin' header contains multiple values '{value}', but only one is allowed. Have the server send the header with a valid value.",
    "The 'Access-Control-Allow-Origin' header contains multiple values '{value}', but only one is allowed.",
  ],
  "invalid-allow-origin": [
    "The 'Access-Control-Allow-Origin' header contains the invalid value '{value}'. Have the server send the header with a valid value.",
    "The 'Access-Control-Allow-Origin' header contains the invalid value '{value}'.",
  ],
  "origin-mismatch": [
    "The 'Access-Control-Allow-Origin' header has a value '{value}' that is not equal to the supplied origin. Have the server send the header with a valid value.",
    "The 'Access-Control-Allow-Origin' header has a value '{value}' that is not equal to the supplied origin.",
  ],
  "wildcard-with-credentials": [
    "The value of the 'Access-Control-Allow-Origin' header in the response must not be the wildcard '*' when the request's credentials mode is 'include'.",
  ],
  "credentials-not-true": [
    "The value of the 'Access-Control-Allow-Credentials' header in the response is '{value}' which must be 'true' when the request's credentials mode is 'include'.",
  ],
  "preflight-status": [
    "It does not have HTTP ok status.",
    "Response for preflight has invalid HTTP status code {status}",
  ],
  "preflight-redirect": ["Redirect is not allowed for a preflight request."],
  "invalid-allow-methods": ["Cannot parse Access-Control-Allow-Methods response header field in preflight response."],
  "invalid-allow-headers": ["Cannot parse Access-Control-Allow-Headers response header field in preflight response."],
  "method-not-allowed": ["Method {method} is not allowed by Access-Control-Allow-Methods in preflight response."],
  "header-not-allowed": [
    "Request header field {header} is not allowed by Access-Control-Allow-Headers in preflight response.",
  ],
  "redirect-with-credentials": [
    "Redirect location '{location}' contains a username and password, which is disallowed for cross-origin requests.",
    "net::ERR_FAILED",
  ],
  "unsafe-redirect": [
    `Cross origin requests are only supported for protocol schemes: ${SCHEMES}.`,
    "net::ERR_UNSAFE_REDIRECT",
  ],
  "same-origin-mode": [
    'Fetch API cannot load {url}. Request mode is "same-origin" but the URL\'s origin is not same as the request origin {origin}.',
    "Unsafe attempt to load URL {url} from frame with URL {page}. Domains, protocols and ports must match.",
    "Cross origin requests are not allowed by request mode.",
  ],
  "no-cors-redirect-mode": [
    'Fetch API cannot load {url}. Request mode is "no-cors" but the redirect mode is not "follow".',
  ],
  "unsupported-scheme": [
    'Fetch API cannot load {url}. URL scheme "{scheme}" is not supported.',
    "Cross origin requests are only supported for protocol schemes: {schemes}.",
    "Not allowed to load local resource: {url}",
  ],
  "redirect-mode-error": ["net::ERR_FAILED"],
  "redirect-of-stream": ["net::ERR_INVALID_ARGUMENT"],
  "invalid-redirect": ["net::ERR_INVALID_REDIRECT"],
  "multiple-locations": ["net::ERR_RESPONSE_HEADERS_MULTIPLE_LOCATION"],
  "too-many-redirects": ["net::ERR_TOO_MANY_REDIRECTS"],
  "bad-port": ["net::ERR_UNSAFE_PORT"],
  "not-cached": ["net::ERR_CACHE_MISS"],
  "keepalive-too-large": ["net::ERR_FAILED"],
  "stream-unauthorized": ["net::ERR_FAILED"],
  "network-error": [
    "net::ERR_FAILED",
    "net::ERR_CONNECTION_REFUSED",
    "net::ERR_CONNECTION_RESET",
    "net::ERR_CONNECTION_CLOSED",
    "net::ERR_CONNECTION_TIMED_OUT",
    "net::ERR_EMPTY_RESPONSE",
    "net::ERR_NAME_NOT_RESOLVED",
    "net::ERR_ADDRESS_UNREACHABLE",
    "net::ERR_INTERNET_DISCONNECTED",
    "net::ERR_SSL_{error}",
    "net::ERR_CERT_{error}",
    "net::ERR_BLOCKED_BY_CLIENT",
  ],
  "local-network-access": ["Permission was denied for this request to access the `{space}` address space."],
  "private-network": [
    "The request client is not a secure context and the resource is in more-private address space `{space}`.",
    "Request had a target IP address space of `{target}` yet the resource is in address space `{space}`.",
  ],
  "hidden-reason": ["TypeError: Failed to fetch"],
};

/** Firefox's reasons after `disallows reading the remote resource at {url}.`, and complete messages. */
const FIREFOX: Catalogue = {
  "missing-allow-origin": [
    "(Reason: CORS header ‘Access-Control-Allow-Origin’ missing). Status code: {status}.",
    "(Reason: CORS header ‘Access-Control-Allow-Origin’ missing).",
  ],
  "multiple-allow-origin": ["(Reason: Multiple CORS header ‘Access-Control-Allow-Origin’ not allowed)."],
  "origin-mismatch": ["(Reason: CORS header ‘Access-Control-Allow-Origin’ does not match ‘{value}’)."],
  "wildcard-with-credentials": [
    "(Reason: Credential is not supported if the CORS header ‘Access-Control-Allow-Origin’ is ‘*’).",
  ],
  "credentials-not-true": ["(Reason: expected ‘true’ in CORS header ‘Access-Control-Allow-Credentials’)."],
  "preflight-status": [
    "(Reason: CORS preflight response did not succeed). Status code: {status}.",
    "(Reason: CORS preflight response did not succeed).",
    "(Reason: CORS preflight channel did not succeed).",
  ],
  "preflight-redirect": ["(Reason: CORS request external redirect not allowed)."],
  "invalid-allow-methods": ["(Reason: invalid token ‘{value}’ in CORS header ‘Access-Control-Allow-Methods’)."],
  "invalid-allow-headers": ["(Reason: invalid token ‘{value}’ in CORS header ‘Access-Control-Allow-Headers’)."],
  "method-not-allowed": ["(Reason: Did not find method in CORS header ‘Access-Control-Allow-Methods’)."],
  "header-not-allowed": [
    "(Reason: header ‘{header}’ is not allowed according to header ‘Access-Control-Allow-Headers’ from CORS preflight response).",
    "(Reason: missing token ‘{header}’ in CORS header ‘Access-Control-Allow-Headers’ from CORS preflight channel).",
  ],
  "unsafe-redirect": [
    "(Reason: CORS request did not succeed). Status code: (null).",
    "Redirecting to data: URI not allowed (Blocked loading of: “{location}”)",
  ],
  "same-origin-mode": ["Security Error: Content at {page} may not load data from {url}."],
  "unsupported-scheme": [
    "(Reason: CORS request not http).",
    "Security Error: Content at {page} may not load or link to {url}.",
  ],
  "network-error": [
    "(Reason: CORS request did not succeed). Status code: (null).",
    "(Reason: CORS request did not succeed).",
  ],
  "authorization-not-covered": [
    "(Reason: When the `Access-Control-Allow-Headers` is `*`, the `Authorization` header is not covered. To include the `Authorization` header, it must be explicitly listed in CORS header `Access-Control-Allow-Headers`).",
  ],
  "origin-not-added": ["(Reason: CORS header ‘Origin’ cannot be added)."],
  "cors-disabled": ["(Reason: CORS disabled)."],
  "hidden-reason": ["TypeError: NetworkError when attempting to fetch resource."],
};

/** WebKit's sentences before `cannot load {url} due to access control checks.`, and complete messages. */
const WEBKIT: Catalogue = {
  "missing-allow-origin": [
    "Origin {origin} is not allowed by Access-Control-Allow-Origin. Status code: {status}",
    "Origin {origin} is not allowed by Access-Control-Allow-Origin.",
  ],
  "multiple-allow-origin": ["Access-Control-Allow-Origin cannot contain more than one origin."],
  "wildcard-with-credentials": ["Cannot use wildcard in Access-Control-Allow-Origin when credentials flag is true."],
  "credentials-not-true": ['Credentials flag is true, but Access-Control-Allow-Credentials is not "true".'],
  "preflight-status": [
    "Preflight response is not successful. Status code: {status}",
    "Preflight response is not successful",
  ],
  "invalid-allow-methods": ["Header Access-Control-Allow-Methods has an invalid value: {value}"],
  "invalid-allow-headers": ["Header Access-Control-Allow-Headers has an invalid value: {value}"],
  "method-not-allowed": ["Method {method} is not allowed by Access-Control-Allow-Methods."],
  "header-not-allowed": ["Request header field {header} is not allowed by Access-Control-Allow-Headers."],
  "redirect-with-credentials": ["redirection URL {location} has credentials"],
  "redirect-mode-error": ["Not allowed to follow a redirection while loading {url}"],
  "unsafe-redirect": [
    "not allowed to follow a cross-origin CORS redirection with non CORS scheme",
    "Redirection to URL with a scheme that is not HTTP(S).",
  ],
  "too-many-redirects": ["Load cannot follow more than 20 redirections"],
  "same-origin-mode": [
    "Unsafe attempt to load URL {url} from origin {origin}. Domains, protocols and ports must match.",
    "Fetch API cannot load {url}.",
    "Cross origin requests are not allowed when using same-origin fetch mode.",
  ],
  "no-cors-redirect-mode": ["No-Cors mode requires follow redirect mode"],
  "unsupported-scheme": [
    "Cross origin requests are only supported for HTTP.",
    "FTP URLs are disabled",
    "Not allowed to load local resource: {url}",
  ],
  "bad-port": ["Not allowed to use restricted network port {port}: {url}"],
  "keepalive-too-large": ["Reached maximum amount of queued data of 64Kb for keepalive requests"],
  "network-error": [
    "Connection terminated unexpectedly",
    "Could not connect to the server.",
    "A server with the specified hostname could not be found.",
    "The network connection was lost.",
    "The certificate for this server is invalid.",
  ],
  "hidden-reason": ["TypeError: Load failed"],
};

/** The console messages of each engine, as templates. `docs/troubleshooting.md` shows them. */
export const CATALOGUES: Readonly<Record<RealEngine, Catalogue>> = {
  chromium: CHROMIUM,
  firefox: FIREFOX,
  webkit: WEBKIT,
};

/** Fills the `{placeholders}` of a template. */
export const fill = (template: string, values: Readonly<Record<string, string>>): string =>
  template.replace(/\{(\w+)\}/g, (_, name: string) => String(values[name]));
