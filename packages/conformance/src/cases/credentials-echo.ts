/** With credentials the wildcard cannot be sent: what is asked for is echoed in its stead. */
import type { ConformanceCase, Header } from "../case.ts";
import {
  ALLOW_CREDENTIALS,
  APP,
  allowHeaders,
  allowMethods,
  asksFor,
  DEFAULT_MAX_AGE,
  DEFAULT_METHODS,
  EVIL,
  PREFLIGHT_DENIED,
  preflight,
  preflightAllowed,
} from "../wire.ts";

/** Rows of: which list is a wildcard's, what is asked for, and what is answered; nothing is an absent header. */
type Row = readonly [id: string, name: string, list: readonly string[], requested: string | undefined, answer: string];

const METHODS: readonly Row[] = [
  ["wildcard", "The requested method is echoed", ["*"], "PURGE", "PURGE"],
  // It needs no permission, but without it a browser's cache has no entry that would spare the next upload's preflight.
  ["safelisted", "A CORS-safelisted method is echoed like any other", ["*"], "POST", "POST"],
  ["case", "The requested method is echoed as it was sent", ["*"], "patch", "patch"],
  ["listed", "The requested method comes after the listed ones", ["GET", "*"], "DELETE", "GET, DELETE"],
  ["not-twice", "A listed method is not named twice", ["GET", "PUT", "*"], "PUT", "GET, PUT"],
  ["no-token", "What is no token is not echoed", ["GET", "*"], "DE LETE", "GET"],
  ["separator", "What holds a separator is not echoed", ["GET", "*"], "PUT;DELETE", "GET"],
  ["empty", "An empty method is not echoed, and the safelisted ones are sent", ["*"], "", "GET, HEAD, POST"],
  ["star", "A method named like the wildcard is not echoed", ["*"], "*", "GET, HEAD, POST"],
  ["too-long", "A method of more than 8 KiB is not echoed", ["GET", "*"], "A".repeat(8193), "GET"],
];

const HEADERS: readonly Row[] = [
  ["wildcard", "The requested headers are echoed", ["*"], "content-type,x-a", "content-type, x-a"],
  ["none", "Without requested headers there is nothing to echo", ["*"], undefined, ""],
  ["empty", "An empty list has nothing to echo", ["*"], "", ""],
  ["listed", "The listed headers go out always", ["X-Named", "*"], "x-a", "X-Named, x-a"],
  ["not-twice", "A listed header is not named twice, in any case", ["X-Named", "*"], "x-a,X-NAMED", "X-Named, x-a"],
  ["authorization", "The wildcard does not cover Authorization", ["*"], "authorization,x-a", "x-a"],
  ["authorization-case", "The wildcard does not cover Authorization in any case", ["*"], "AuThorization", ""],
  ["authorization-listed", "A listed Authorization goes out", ["*", "Authorization"], "x-a", "Authorization, x-a"],
  ["white-space", "Optional white space is no part of a name", ["*"], "x-a ,\t x-b", "x-a, x-b"],
  ["empty-elements", "Empty elements are none", ["*"], ",x-a,, ,x-b,", "x-a, x-b"],
  ["upper-case", "Names are echoed in any case", ["*"], "X-A,x-B", "x-a, x-b"],
  ["no-token", "A list with anything but tokens in it is not echoed at all", ["X-Named", "*"], "x-a,b@d", "X-Named"],
  ["inner-space", "A name with a space in it is no token", ["X-Named", "*"], "x-a,x b", "X-Named"],
  ["quotes", "A quoted string is no token", ["X-Named", "*"], 'x-a,"x-b"', "X-Named"],
  ["no-break-space", "A no-break space is no white space of a list", ["X-Named", "*"], "x-a,\u00a0x-b", "X-Named"],
  ["non-ascii", "A letter outside of ASCII is in no token", ["X-Named", "*"], "x-\u00e4", "X-Named"],
  ["star", "A header named like the wildcard is not echoed", ["*"], "*,x-a", "x-a"],
  ["longest", "A list of 8 KiB is echoed", ["*"], "x".repeat(8192), "x".repeat(8192)],
  ["too-long", "A list of more than 8 KiB is not echoed", ["X-Named", "*"], "x".repeat(8193), "X-Named"],
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
      request: preflight(APP, "PUT", ...(requested === undefined ? [] : [asksFor(requested)])),
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
    name: "A list that is split into several lines is one list",
    see: "RFC 9110, section 5.3",
    policy: { origin: APP, credentials: true, allowedHeaders: "*" },
    request: preflight(APP, "PUT", asksFor("x-a,x-b"), asksFor("x-c")),
    expected: preflightAllowed(APP, ALLOW_CREDENTIALS, DEFAULT_METHODS, allowHeaders("x-a, x-b, x-c"), DEFAULT_MAX_AGE),
  },
  {
    id: "echo-methods-and-headers",
    name: "Methods and headers are echoed at once",
    see: "#cors-preflight-fetch-0",
    policy: { origin: APP, credentials: true, methods: "*", allowedHeaders: "*" },
    request: preflight(APP, "PURGE", asksFor("x-a")),
    expected: preflightAllowed(APP, ALLOW_CREDENTIALS, allowMethods("PURGE"), allowHeaders("x-a"), DEFAULT_MAX_AGE),
  },
  {
    id: "echo-denied",
    name: "Nothing is echoed to an origin that is not allowed",
    see: "#http-responses",
    policy: { origin: APP, credentials: true, methods: "*", allowedHeaders: "*" },
    request: preflight(EVIL, "PURGE", asksFor("x-a")),
    expected: PREFLIGHT_DENIED,
  },
  {
    id: "echo-only-with-credentials",
    name: "Without credentials nothing is echoed, as one answer serves every request",
    see: "#http-new-header-syntax",
    policy: { origin: APP, methods: "*", allowedHeaders: "*" },
    request: preflight(APP, "PURGE", asksFor("x-a")),
    expected: preflightAllowed(APP, allowMethods("*"), allowHeaders("*"), DEFAULT_MAX_AGE),
  },
  {
    id: "echo-not-of-listed-names",
    name: "With credentials nothing is echoed where the names are listed",
    see: "#cors-preflight-fetch-0",
    policy: { origin: APP, credentials: true, methods: ["PUT"], allowedHeaders: ["X-A"] },
    request: preflight(APP, "PURGE", asksFor("x-b")),
    expected: preflightAllowed(APP, ALLOW_CREDENTIALS, allowMethods("PUT"), allowHeaders("X-A"), DEFAULT_MAX_AGE),
  },
];
