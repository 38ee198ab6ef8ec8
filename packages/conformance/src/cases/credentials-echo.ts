/** With credentials, the wildcard has no special meaning, so the requested method and headers are echoed instead. */
import type { ConformanceCase, Header } from "../case.ts";
import {
  ALLOW_CREDENTIALS,
  APP,
  allowHeaders,
  allowMethods,
  DEFAULT_MAX_AGE,
  DEFAULT_METHODS,
  EVIL,
  PREFLIGHT_DENIED,
  preflight,
  preflightAllowed,
  requestHeaders,
} from "../wire.ts";

/**
 * The columns: the configured list, the requested method or headers, and the list in the response. Empty: no header.
 */
type Row = readonly [id: string, name: string, list: readonly string[], requested: string | undefined, answer: string];

const METHODS: readonly Row[] = [
  ["wildcard", "The requested method is echoed", ["*"], "PURGE", "PURGE"],
  // Permission is not needed, but without it the browser caches no entry, and the next upload causes another preflight.
  ["safelisted", "A CORS-safelisted method is echoed like any other", ["*"], "POST", "POST"],
  ["case", "The requested method is echoed byte for byte", ["*"], "patch", "patch"],
  ["listed", "The requested method comes after the listed ones", ["GET", "*"], "DELETE", "GET, DELETE"],
  ["not-twice", "A listed method is not named twice", ["GET", "PUT", "*"], "PUT", "GET, PUT"],
  ["no-token", "A method that is not a token is not echoed", ["GET", "*"], "DE LETE", "GET"],
  ["separator", "A method with a separator is not echoed", ["GET", "*"], "PUT;DELETE", "GET"],
  ["empty", "An empty method is not echoed; the CORS-safelisted methods are sent", ["*"], "", "GET, HEAD, POST"],
  ["star", "The method * is not echoed", ["*"], "*", "GET, HEAD, POST"],
  ["too-long", "A method longer than 8 KiB is not echoed", ["GET", "*"], "A".repeat(8193), "GET"],
];

const HEADERS: readonly Row[] = [
  ["wildcard", "The requested headers are echoed", ["*"], "content-type,x-a", "content-type, x-a"],
  ["none", "Without requested headers, nothing is echoed", ["*"], undefined, ""],
  ["empty", "For an empty list of requested headers, nothing is echoed", ["*"], "", ""],
  ["listed", "The listed headers are always sent", ["X-Named", "*"], "x-a", "X-Named, x-a"],
  [
    "not-twice",
    "A listed header is not named twice, whatever its case",
    ["X-Named", "*"],
    "x-a,X-NAMED",
    "X-Named, x-a",
  ],
  ["authorization", "The wildcard does not cover Authorization", ["*"], "authorization,x-a", "x-a"],
  ["authorization-case", "The wildcard does not cover Authorization whatever its case", ["*"], "AuThorization", ""],
  ["authorization-listed", "A listed Authorization is sent", ["*", "Authorization"], "x-a", "Authorization, x-a"],
  ["white-space", "Optional white space is not part of a header name", ["*"], "x-a ,\t x-b", "x-a, x-b"],
  ["empty-elements", "Empty list elements are ignored", ["*"], ",x-a,, ,x-b,", "x-a, x-b"],
  ["upper-case", "Names are echoed in their original case", ["*"], "X-A,x-B", "x-a, x-b"],
  [
    "no-token",
    "A list with an element that is not a token is not echoed at all",
    ["X-Named", "*"],
    "x-a,b@d",
    "X-Named",
  ],
  ["inner-space", "A name with a space in it is not a token", ["X-Named", "*"], "x-a,x b", "X-Named"],
  ["quotes", "A quoted string is not a token", ["X-Named", "*"], 'x-a,"x-b"', "X-Named"],
  ["no-break-space", "A no-break space is not optional white space", ["X-Named", "*"], "x-a,\u00a0x-b", "X-Named"],
  ["non-ascii", "A name with a non-ASCII letter is not a token", ["X-Named", "*"], "x-\u00e4", "X-Named"],
  ["star", "The header name * is not echoed", ["*"], "*,x-a", "x-a"],
  ["longest", "A list of 8 KiB is echoed", ["*"], "x".repeat(8192), "x".repeat(8192)],
  ["too-long", "A list longer than 8 KiB is not echoed", ["X-Named", "*"], "x".repeat(8193), "X-Named"],
];

export const credentialsEchoCases: readonly ConformanceCase[] = [
  ...METHODS.map(
    ([id, name, methods, requested, answer]): ConformanceCase => ({
      id: `echo-method-${id}`,
      name,
      see: "#http-new-header-syntax",
      policy: { origin: APP, credentials: true, methods, allowedHeaders: ["X-A"] },
      request: preflight(APP, requested ?? ""),
      expected: preflightAllowed(APP, ALLOW_CREDENTIALS, allowMethods(answer), allowHeaders("X-A"), DEFAULT_MAX_AGE),
    }),
  ),
  ...HEADERS.map(
    ([id, name, allowedHeaders, requested, answer]): ConformanceCase => ({
      id: `echo-header-${id}`,
      name,
      see: "#http-new-header-syntax",
      policy: { origin: APP, credentials: true, allowedHeaders },
      request: preflight(APP, "PUT", ...(requested === undefined ? [] : [requestHeaders(requested)])),
      expected: preflightAllowed(
        APP,
        ALLOW_CREDENTIALS,
        DEFAULT_METHODS,
        ...(answer ? [allowHeaders(answer)] : ([] as Header[])),
        DEFAULT_MAX_AGE,
      ),
    }),
  ),
  {
    id: "echo-header-split-lines",
    name: "A list that is split across several lines is combined",
    see: "RFC 9110, section 5.3",
    policy: { origin: APP, credentials: true, allowedHeaders: "*" },
    request: preflight(APP, "PUT", requestHeaders("x-a,x-b"), requestHeaders("x-c")),
    expected: preflightAllowed(APP, ALLOW_CREDENTIALS, DEFAULT_METHODS, allowHeaders("x-a, x-b, x-c"), DEFAULT_MAX_AGE),
  },
  {
    id: "echo-methods-and-headers",
    name: "Methods and headers are echoed in the same response",
    see: "#cors-preflight-fetch-0",
    policy: { origin: APP, credentials: true, methods: "*", allowedHeaders: "*" },
    request: preflight(APP, "PURGE", requestHeaders("x-a")),
    expected: preflightAllowed(APP, ALLOW_CREDENTIALS, allowMethods("PURGE"), allowHeaders("x-a"), DEFAULT_MAX_AGE),
  },
  {
    id: "echo-denied",
    name: "Nothing is echoed to an origin that is not allowed",
    see: "#http-responses",
    policy: { origin: APP, credentials: true, methods: "*", allowedHeaders: "*" },
    request: preflight(EVIL, "PURGE", requestHeaders("x-a")),
    expected: PREFLIGHT_DENIED,
  },
  {
    id: "echo-only-with-credentials",
    name: "Without credentials, nothing is echoed, because the wildcard covers every request",
    see: "#http-new-header-syntax",
    policy: { origin: APP, methods: "*", allowedHeaders: "*" },
    request: preflight(APP, "PURGE", requestHeaders("x-a")),
    expected: preflightAllowed(APP, allowMethods("*"), allowHeaders("*"), DEFAULT_MAX_AGE),
  },
  {
    id: "echo-not-of-listed-names",
    name: "With credentials and lists of names, nothing is echoed",
    see: "#cors-preflight-fetch-0",
    policy: { origin: APP, credentials: true, methods: ["PUT"], allowedHeaders: ["X-A"] },
    request: preflight(APP, "PURGE", requestHeaders("x-b")),
    expected: preflightAllowed(APP, ALLOW_CREDENTIALS, allowMethods("PUT"), allowHeaders("X-A"), DEFAULT_MAX_AGE),
  },
];
