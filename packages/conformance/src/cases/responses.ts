/** What becomes of the response: changed in place or copied, all that is the handler's survives. */
import type { ConformanceCase, Header } from "../case.ts";
import { ALLOW_CREDENTIALS, APP, allowOrigin, EVIL, HELLO_DENIED, hello, request, VARY_ORIGIN } from "../wire.ts";

const ALLOWED = hello(allowOrigin(APP), VARY_ORIGIN);
const COOKIES: readonly Header[] = [
  ["Set-Cookie", "a=1; Path=/; Expires=Wed, 21 Oct 2026 07:28:00 GMT"],
  ["Set-Cookie", "b=2; HttpOnly"],
  ["Set-Cookie", "a=3"],
];
const OTHERS: readonly Header[] = [
  ["Cache-Control", "no-store"],
  ["Content-Type", "text/html;charset=utf-8"],
  ["X-Request-Id", "7"],
];

export const responseCases: readonly ConformanceCase[] = [
  ...(["sync", "async", "thenable", "streamed", "fetched"] as const).flatMap((kind): readonly ConformanceCase[] => [
    {
      id: `response-${kind}`,
      name: `A ${kind} response keeps its body, status, status text, cookies and other headers`,
      see: "RFC 6265, section 3",
      policy: { origin: APP, credentials: true },
      request: request("GET", APP),
      handler: {
        kind,
        status: 207,
        statusText: "Many",
        headers: [...COOKIES, ...OTHERS],
        body: "h\u00e9llo \u{1f44b}",
      },
      expected: {
        handlerRuns: true,
        status: 207,
        statusText: "Many",
        headers: [...COOKIES, ...OTHERS, allowOrigin(APP), ALLOW_CREDENTIALS, VARY_ORIGIN],
        body: "h\u00e9llo \u{1f44b}",
      },
    },
    {
      id: `response-${kind}-denied`,
      name: `A ${kind} response stays whole for an origin that is not allowed`,
      see: "RFC 6265, section 3",
      policy: { origin: APP, credentials: true },
      request: request("GET", EVIL),
      handler: { kind, status: 402, statusText: "Pay", headers: [...COOKIES, ...OTHERS], body: "hello" },
      expected: {
        handlerRuns: true,
        status: 402,
        statusText: "Pay",
        headers: [...COOKIES, ...OTHERS, VARY_ORIGIN],
        body: "hello",
      },
    },
  ]),
  {
    id: "response-fetched-public",
    name: "A fetched response is copied for a public policy as well, without Origin too",
    see: "#concept-headers-guard",
    request: request("GET"),
    handler: { kind: "fetched", headers: COOKIES, body: "hello" },
    expected: hello(...COOKIES, allowOrigin("*")),
  },
  {
    id: "response-fetched-unchanged",
    name: "A fetched response that says already all there is to say stays as it is",
    see: "#concept-headers-guard",
    policy: { origin: APP },
    request: request("GET", EVIL),
    handler: { kind: "fetched", headers: [["Vary", "origin"]], body: "hello" },
    expected: HELLO_DENIED,
  },
  ...[204, 304].map(
    (status): ConformanceCase => ({
      id: `response-fetched-${status}`,
      name: `A fetched response with status ${status}, which has no body, can be copied`,
      see: "#null-body-status",
      policy: { origin: APP },
      request: request("GET", APP),
      handler: { kind: "fetched", status, headers: [["ETag", '"1"']] },
      expected: { ...hello(["ETag", '"1"'], allowOrigin(APP), VARY_ORIGIN), status, body: "" },
    }),
  ),
  {
    id: "response-fetched-to-head",
    name: "A fetched response to a HEAD gets its headers",
    see: "#concept-headers-guard",
    policy: { origin: APP },
    request: request("HEAD", APP),
    handler: { kind: "fetched", headers: [["ETag", '"1"']] },
    expected: { ...hello(["ETag", '"1"'], allowOrigin(APP), VARY_ORIGIN), body: "" },
  },
  ...[301, 302, 303, 307, 308].map(
    (status): ConformanceCase => ({
      id: `response-redirect-${status}`,
      name: `A redirect with status ${status}, whose headers are immutable, passes the CORS check of its hop`,
      see: "#http-redirect-fetch",
      policy: { origin: APP },
      request: request("GET", APP),
      handler: { kind: "redirect", status, headers: [["Location", "https://elsewhere.example/next"]] },
      expected: {
        handlerRuns: true,
        status,
        headers: [["Location", "https://elsewhere.example/next"], allowOrigin(APP), VARY_ORIGIN],
        body: "",
      },
    }),
  ),
  {
    id: "response-without-body",
    name: "A response without a body gets its headers",
    see: "#http-responses",
    policy: { origin: APP },
    request: request("GET", APP),
    handler: {},
    expected: { ...ALLOWED, body: "" },
  },
  {
    id: "response-large",
    name: "A body is passed on whole, whatever its size",
    see: "#http-responses",
    policy: { origin: APP },
    request: request("GET", APP),
    handler: { kind: "fetched", body: "0123456789".repeat(20_000) },
    expected: { ...ALLOWED, body: "0123456789".repeat(20_000) },
  },
  {
    id: "response-network-error",
    name: "A network error can be neither changed nor copied, and is left alone",
    see: "#concept-network-error",
    policy: { origin: APP },
    request: request("GET", APP),
    handler: { kind: "network-error" },
    expected: { handlerRuns: true, status: 0, headers: [], body: "" },
    inProcessOnly: "a network error is no HTTP response",
  },
  {
    id: "response-switching-protocols",
    name: "A response that hands the connection over to WebSocket cannot be copied, and is left alone",
    see: "RFC 6455, section 4.2.2",
    policy: { origin: APP },
    request: request("GET", APP),
    handler: { kind: "switching-protocols" },
    expected: { handlerRuns: true, status: 101, headers: [], body: "" },
    inProcessOnly: "each runtime hands a connection over in its own way",
  },
];
