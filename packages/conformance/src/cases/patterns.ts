/** Which origins a pattern matches. */
import type { ConformanceCase } from "../case.ts";
import {
  ALLOW_CREDENTIALS,
  allowHeaders,
  allowOrigin,
  DEFAULT_MAX_AGE,
  DEFAULT_METHODS,
  HELLO_DENIED,
  hello,
  PREFLIGHT_DENIED,
  preflight,
  preflightAllowed,
  request,
  VARY_ORIGIN,
} from "../wire.ts";

const SUBDOMAINS = "https://*.example.com";
const PORTS = "http://localhost:*";
const BOTH = "https://*.example.com:*";

type Row = readonly [id: string, name: string, pattern: string, origin: string];

const MATCHING: readonly Row[] = [
  ["subdomain", "one label in front of the host", SUBDOMAINS, "https://app.example.com"],
  ["subdomain-deep", "several labels in front of the host", SUBDOMAINS, "https://a.b.c.example.com"],
  ["subdomain-hyphen", "a label with hyphens and digits", SUBDOMAINS, "https://pr-7--app.example.com"],
  ["subdomain-underscore", "a label with an underscore", SUBDOMAINS, "https://my_app.example.com"],
  [
    "subdomain-of-a-port",
    "a subdomain with the port of the pattern",
    `${SUBDOMAINS}:8443`,
    "https://a.example.com:8443",
  ],
  ["port", "any port", PORTS, "http://localhost:3000"],
  ["port-default", "the default port, which a serialized origin omits", PORTS, "http://localhost"],
  ["port-lowest", "the lowest port", PORTS, "http://localhost:1"],
  ["port-highest", "the highest port", PORTS, "http://localhost:65535"],
  ["port-of-another-scheme", "the default port of another scheme", PORTS, "http://localhost:443"],
  ["both", "a subdomain with a port", BOTH, "https://app.example.com:8443"],
  ["both-default-port", "a subdomain without a port", BOTH, "https://app.example.com"],
  ["app-scheme", "a subdomain under an app's scheme", "app://*.example.com", "app://a.example.com"],
];

const NOT_MATCHING: readonly Row[] = [
  ["apex", "the host itself", SUBDOMAINS, "https://example.com"],
  ["no-label", "an empty label", SUBDOMAINS, "https://.example.com"],
  ["empty-label", "an empty label further in", SUBDOMAINS, "https://a..example.com"],
  ["lookalike", "a host that only has the same ending", SUBDOMAINS, "https://evilexample.com"],
  ["prefix", "a host with a matching subdomain as its prefix", SUBDOMAINS, "https://a.example.com.evil.example"],
  ["scheme", "another scheme", SUBDOMAINS, "http://a.example.com"],
  ["scheme-ending", "a scheme that only has the same ending", SUBDOMAINS, "xhttps://a.example.com"],
  ["subdomain-port", "a port, if the pattern has none", SUBDOMAINS, "https://a.example.com:8443"],
  ["default-port", "the default port spelt out", SUBDOMAINS, "https://a.example.com:443"],
  ["upper-case", "a label in upper case", SUBDOMAINS, "https://A.example.com"],
  ["user-info", "user info in front of the host", SUBDOMAINS, "https://evil@a.example.com"],
  ["slash", "a path that ends like the host", SUBDOMAINS, "https://evil.example/.example.com"],
  ["trailing-dot", "a dot after the host", SUBDOMAINS, "https://a.example.com."],
  ["trailing-slash", "a slash after the host", SUBDOMAINS, "https://a.example.com/"],
  ["special", "a label with a special character", SUBDOMAINS, "https://a!b.example.com"],
  ["percent", "a label with an escape", SUBDOMAINS, "https://a%2eb.example.com"],
  ["non-ascii", "a label with a non-ASCII letter", SUBDOMAINS, "https://\u00e4.example.com"],
  ["several", "several origins", SUBDOMAINS, "https://a.example.com, https://b.example.com"],
  ["itself", "the text of the pattern, which is not an origin", SUBDOMAINS, SUBDOMAINS],
  ["port-itself", "the text of a pattern with any port", BOTH, BOTH],
  ["port-spelt-default", "the scheme's default port spelt out", PORTS, "http://localhost:80"],
  ["port-zero", "port 0", PORTS, "http://localhost:0"],
  ["port-leading-zero", "a port with a leading zero", PORTS, "http://localhost:03000"],
  ["port-too-high", "a port above 65535", PORTS, "http://localhost:65536"],
  ["port-long", "a port with too many digits", PORTS, "http://localhost:3000000000000000000000"],
  ["port-empty", "an empty port", PORTS, "http://localhost:"],
  ["port-letters", "a port that is not a number", PORTS, "http://localhost:3000a"],
  ["port-user-info", "a port that is the password of a user", PORTS, "http://localhost:3000@evil.example"],
  ["port-path", "a path after the port", PORTS, "http://localhost:3000/"],
  ["port-scheme", "another scheme on any port", PORTS, "https://localhost:3000"],
  ["port-subdomain", "a subdomain, if only the port is open", PORTS, "http://a.localhost:3000"],
  ["both-apex", "the host itself on any port", BOTH, "https://example.com:8443"],
  ["null", "the opaque origin null", BOTH, "null"],
];

const cases = (rows: readonly Row[], isMatch: boolean): readonly ConformanceCase[] =>
  rows.map(([id, name, pattern, origin]) => ({
    id: `pattern-${isMatch ? "covers" : "not"}-${id}`,
    name: `The pattern ${pattern} ${isMatch ? "matches" : "does not match"} ${name}`,
    see: "#cors-check",
    policy: { origin: [pattern] },
    request: request("GET", origin),
    expected: isMatch ? hello(allowOrigin(origin), VARY_ORIGIN) : HELLO_DENIED,
  }));

export const patternCases: readonly ConformanceCase[] = [
  ...cases(MATCHING, true),
  ...cases(NOT_MATCHING, false),
  {
    id: "pattern-preflight-allowed",
    name: "A preflight from an origin that a pattern matches is allowed",
    see: "#cors-preflight-fetch-0",
    policy: { origin: SUBDOMAINS },
    request: preflight("https://a.example.com", "PUT"),
    expected: preflightAllowed("https://a.example.com"),
  },
  {
    id: "pattern-preflight-denied",
    name: "A preflight from the apex of a pattern is denied",
    see: "#http-responses",
    policy: { origin: SUBDOMAINS },
    request: preflight("https://example.com", "PUT"),
    expected: PREFLIGHT_DENIED,
  },
  {
    id: "pattern-with-credentials",
    name: "A pattern can be used with credentials, because the response names the origin and not the pattern",
    see: "#cors-protocol-and-credentials",
    policy: { origin: [SUBDOMAINS, PORTS], credentials: true, allowedHeaders: ["X-A"] },
    request: preflight("http://localhost:5173", "PUT"),
    expected: preflightAllowed(
      "http://localhost:5173",
      ALLOW_CREDENTIALS,
      DEFAULT_METHODS,
      allowHeaders("X-A"),
      DEFAULT_MAX_AGE,
    ),
  },
  {
    id: "pattern-beside-the-apex",
    name: "A pattern's apex is allowed if it is listed too",
    see: "#cors-check",
    policy: { origin: ["https://example.com", SUBDOMAINS] },
    request: request("GET", "https://example.com"),
    expected: hello(allowOrigin("https://example.com"), VARY_ORIGIN),
  },
];
