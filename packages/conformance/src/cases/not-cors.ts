/**
 * Requests without Origin: they are not CORS requests, but their responses share caches with those of CORS requests.
 */
import type { ConformanceCase } from "../case.ts";
import {
  ALLOW_CREDENTIALS,
  APP,
  allowOrigin,
  EVIL,
  exposeHeaders,
  HELLO_DENIED,
  hello,
  request,
  VARY_ORIGIN,
} from "../wire.ts";

export const notCorsCases: readonly ConformanceCase[] = [
  {
    id: "no-origin",
    name: "A request without Origin reaches the handler, and its response varies by Origin",
    see: "#cors-protocol-and-http-caches",
    policy: { origin: APP },
    request: request("GET"),
    expected: HELLO_DENIED,
  },
  {
    id: "no-origin-post",
    name: "A POST without Origin reaches the handler",
    see: "#cors-request",
    policy: { origin: APP },
    request: request("POST"),
    expected: HELLO_DENIED,
  },
  {
    id: "no-origin-with-everything-set",
    name: "The response to a request without Origin has no preflight headers",
    see: "#cors-request",
    policy: { origin: APP, credentials: true, exposedHeaders: ["X-Request-Id"], methods: "*" },
    request: request("GET", undefined, ["Cookie", "session=1"]),
    expected: HELLO_DENIED,
  },
  {
    id: "no-origin-expose-all",
    name: "The response to a request without Origin exposes no headers",
    see: "#http-access-control-expose-headers",
    policy: { origin: APP, credentials: true, exposedHeaders: "*" },
    request: request("GET"),
    expected: HELLO_DENIED,
  },
  {
    id: "no-origin-pattern",
    name: "A request without Origin matches no pattern",
    see: "#cors-request",
    policy: { origin: "https://*.example.com:*" },
    request: request("GET"),
    expected: HELLO_DENIED,
  },
  {
    id: "no-origin-predicate",
    name: "A predicate is not called for a request without Origin",
    see: "#cors-request",
    policy: { origin: () => true },
    request: request("GET"),
    expected: HELLO_DENIED,
  },
  {
    id: "no-origin-broken-predicate",
    name: "A predicate that throws does not affect a request without Origin",
    see: "#cors-request",
    policy: {
      origin: () => {
        throw new Error("the predicate was called");
      },
    },
    request: request("GET"),
    expected: HELLO_DENIED,
  },
  {
    id: "no-origin-public",
    name: "The response to a request without Origin is public under a public policy, so that a cache can share it",
    see: "#cors-protocol-and-http-caches",
    policy: { origin: "*", exposedHeaders: ["X-Request-Id"] },
    request: request("GET"),
    expected: hello(allowOrigin("*"), exposeHeaders("X-Request-Id")),
  },
  {
    id: "no-origin-but-referer",
    name: "Referer does not stand in for Origin",
    see: "#origin-header",
    policy: { origin: APP },
    request: request("GET", undefined, ["Referer", `${APP}/`]),
    expected: HELLO_DENIED,
  },
  {
    id: "origin-of-the-referer-denied",
    name: "A Referer from an allowed origin does not allow a denied Origin",
    see: "#origin-header",
    policy: { origin: APP },
    request: request("GET", EVIL, ["Referer", `${APP}/`]),
    expected: HELLO_DENIED,
  },
  {
    id: "origin-in-lower-case-name",
    name: "The names of request headers are case-insensitive",
    see: "RFC 9110, section 5.1",
    policy: { origin: APP, credentials: true },
    request: { method: "GET", headers: [["oRiGiN", APP]] },
    expected: hello(allowOrigin(APP), ALLOW_CREDENTIALS, VARY_ORIGIN),
  },
];
