/** The response is changed in place or copied; its body, status, cookies and other headers survive. */
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
      name: `A ${kind} response keeps its body, status and other headers for a denied origin`,
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
    name: "A fetched response is also copied under a public policy if the request has no Origin",
    see: "#concept-headers-guard",
    request: request("GET"),
    handler: { kind: "fetched", headers: COOKIES, body: "hello" },
    expected: hello(...COOKIES, allowOrigin("*")),
  },
  {
    id: "response-fetched-unchanged",
    name: "A fetched response that already has the right headers is unchanged",
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
    name: "A fetched response to a HEAD gets the CORS headers",
    see: "#concept-headers-guard",
    policy: { origin: APP },
    request: request("HEAD", APP),
    handler: { kind: "fetched", headers: [["ETag", '"1"']] },
    expected: { ...hello(["ETag", '"1"'], allowOrigin(APP), VARY_ORIGIN), body: "" },
  },
  ...[301, 302, 303, 307, 308].map(
    (status): ConformanceCase => ({
      id: `response-redirect-${status}`,
      name: `A redirect with status ${status}, whose headers are immutable, gets the CORS headers`,
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
    name: "A response without a body gets the CORS headers",
    see: "#http-responses",
    policy: { origin: APP },
    request: request("GET", APP),
    handler: {},
    expected: { ...ALLOWED, body: "" },
  },
  {
    id: "response-large",
    name: "A large body is passed on completely",
    see: "#http-responses",
    policy: { origin: APP },
    request: request("GET", APP),
    handler: { kind: "fetched", body: "0123456789".repeat(20_000) },
    expected: { ...ALLOWED, body: "0123456789".repeat(20_000) },
  },
  {
    id: "response-network-error",
    name: "A network error, which can be neither changed nor copied, is passed on",
    see: "#concept-network-error",
    policy: { origin: APP },
    request: request("GET", APP),
    handler: { kind: "network-error" },
    expected: { handlerRuns: true, status: 0, headers: [], body: "" },
    inProcessOnly: "a network error is not an HTTP response",
  },
  {
    id: "response-switching-protocols",
    name: "A WebSocket upgrade response, which cannot be copied, is passed on",
    see: "RFC 6455, section 4.2.2",
    policy: { origin: APP },
    request: request("GET", APP),
    handler: { kind: "switching-protocols" },
    expected: { handlerRuns: true, status: 101, headers: [], body: "" },
    inProcessOnly: "each runtime upgrades a connection in its own way",
  },
];
