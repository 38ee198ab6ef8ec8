/** Requests without Origin: no CORS requests, but they share caches with them. */
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
    name: "A request without Origin reaches the handler, and the response varies as one to a CORS request does",
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
    name: "A request without Origin is told nothing of the policy",
    see: "#cors-request",
    policy: { origin: APP, credentials: true, exposedHeaders: ["X-Request-Id"], methods: "*" },
    request: request("GET", undefined, ["Cookie", "session=1"]),
    expected: HELLO_DENIED,
  },
  {
    id: "no-origin-expose-all",
    name: "A request without Origin is not told which headers the response has",
    see: "#http-access-control-expose-headers",
    policy: { origin: APP, credentials: true, exposedHeaders: "*" },
    request: request("GET"),
    expected: HELLO_DENIED,
  },
  {
    id: "no-origin-pattern",
    name: "A request without Origin is covered by no pattern",
    see: "#cors-request",
    policy: { origin: "https://*.example.com:*" },
    request: request("GET"),
    expected: HELLO_DENIED,
  },
  {
    id: "no-origin-predicate",
    name: "No predicate is asked about a request without Origin",
    see: "#cors-request",
    policy: { origin: () => true },
    request: request("GET"),
    expected: HELLO_DENIED,
  },
  {
    id: "no-origin-broken-predicate",
    name: "A predicate that would throw does no harm to a request without Origin",
    see: "#cors-request",
    policy: {
      origin: () => {
        throw new Error("asked");
      },
    },
    request: request("GET"),
    expected: HELLO_DENIED,
  },
  {
    id: "no-origin-public",
    name: "A public response is public to a request without Origin as well, so that a cache can keep it for everybody",
    see: "#cors-protocol-and-http-caches",
    policy: { origin: "*", exposedHeaders: ["X-Request-Id"] },
    request: request("GET"),
    expected: hello(allowOrigin("*"), exposeHeaders("X-Request-Id")),
  },
  {
    id: "no-origin-but-referer",
    name: "Only Origin tells an origin: Referer does not",
    see: "#origin-header",
    policy: { origin: APP },
    request: request("GET", undefined, ["Referer", `${APP}/`]),
    expected: HELLO_DENIED,
  },
  {
    id: "origin-of-the-referer-denied",
    name: "A Referer from an allowed origin does not make up for an Origin that is not",
    see: "#origin-header",
    policy: { origin: APP },
    request: request("GET", EVIL, ["Referer", `${APP}/`]),
    expected: HELLO_DENIED,
  },
  {
    id: "origin-in-lower-case-name",
    name: "The names of request headers do not depend on case",
    see: "RFC 9110, section 5.1",
    policy: { origin: APP, credentials: true },
    request: { method: "GET", headers: [["oRiGiN", APP]] },
    expected: hello(allowOrigin(APP), ALLOW_CREDENTIALS, VARY_ORIGIN),
  },
];
