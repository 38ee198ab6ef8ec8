/** CORS requests that are no preflights: the handler answers, the policy says who may read. */
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

const ALLOWED = [allowOrigin(APP), VARY_ORIGIN] as const;

/** A method reaches the handler, whether or not pages may use it: CORS protects no server from a request. */
const everyMethod: readonly ConformanceCase[] = ["GET", "POST", "PUT", "PATCH", "DELETE"].flatMap((method) => [
  {
    id: `${method.toLowerCase()}-allowed`,
    name: `The response to a ${method} from an allowed origin names that origin`,
    see: "#cors-check",
    policy: { origin: APP },
    request: request(method, APP),
    expected: hello(...ALLOWED),
  },
  {
    id: `${method.toLowerCase()}-denied`,
    name: `A ${method} from an origin that is not allowed reaches the handler, and the response has no CORS header`,
    see: "#cors-check",
    policy: { origin: APP },
    request: request(method, EVIL),
    expected: HELLO_DENIED,
  },
]);

export const actualCases: readonly ConformanceCase[] = [
  ...everyMethod,
  {
    id: "head-allowed",
    name: "The response to a HEAD carries the CORS headers that the one to a GET does",
    see: "RFC 9110, section 9.3.2",
    policy: { origin: APP },
    request: request("HEAD", APP),
    handler: {},
    expected: { ...hello(...ALLOWED), body: "" },
  },
  {
    id: "head-denied",
    name: "The response to a HEAD from an origin that is not allowed has no CORS header",
    see: "#cors-check",
    policy: { origin: APP },
    request: request("HEAD", EVIL),
    handler: {},
    expected: { ...HELLO_DENIED, body: "" },
  },
  {
    id: "actual-method-not-allowed",
    name: "A method that pages may not use reaches the handler all the same: the preflight was the place to say so",
    see: "#http-cors-protocol",
    policy: { origin: APP, methods: ["GET"] },
    request: request("DELETE", APP),
    expected: hello(...ALLOWED),
  },
  {
    id: "actual-header-not-allowed",
    name: "A header that pages may not set reaches the handler all the same",
    see: "#http-cors-protocol",
    policy: { origin: APP, allowedHeaders: [] },
    request: request("GET", APP, ["X-A", "1"]),
    expected: hello(...ALLOWED),
  },
  {
    id: "actual-with-credentials",
    name: "Credentials are allowed on the actual response as well, beside the exposed headers and nothing of the preflight",
    see: "#cors-protocol-and-credentials",
    policy: {
      origin: ["https://good.example", APP],
      credentials: true,
      methods: ["GET"],
      allowedHeaders: ["X-A"],
      exposedHeaders: ["X-Request-Id"],
      maxAge: 5,
    },
    request: request("GET", APP, ["Cookie", "session=1"]),
    expected: hello(allowOrigin(APP), ALLOW_CREDENTIALS, exposeHeaders("X-Request-Id"), VARY_ORIGIN),
  },
  {
    id: "actual-with-credentials-denied",
    name: "An origin that is not allowed learns neither of credentials nor of exposed headers",
    see: "#cors-protocol-and-credentials",
    policy: { origin: APP, credentials: true, exposedHeaders: ["X-Request-Id"] },
    request: request("GET", EVIL, ["Cookie", "session=1"]),
    expected: HELLO_DENIED,
  },
  {
    id: "actual-credentials-false",
    name: "Without credentials their header is absent: there is no value for no",
    see: "#http-access-control-allow-credentials",
    policy: { origin: APP, credentials: false },
    request: request("GET", APP),
    expected: hello(...ALLOWED),
  },
  {
    id: "actual-second-of-several-origins",
    name: "Of several allowed origins only the request's own is named",
    see: "#http-access-control-allow-origin",
    policy: { origin: ["https://one.example", "https://two.example", "https://three.example"] },
    request: request("GET", "https://two.example"),
    expected: hello(allowOrigin("https://two.example"), VARY_ORIGIN),
  },
  {
    id: "actual-origins-of-a-set",
    name: "Any iterable of origins will do",
    see: "#http-access-control-allow-origin",
    policy: { origin: new Set([APP, "https://two.example"]) },
    request: request("GET", "https://two.example"),
    expected: hello(allowOrigin("https://two.example"), VARY_ORIGIN),
  },
  ...[201, 404, 418, 500, 503].map(
    (status): ConformanceCase => ({
      id: `status-${status}-allowed`,
      name: `A response with status ${status} is shared like any other`,
      see: "#http-responses",
      policy: { origin: APP },
      request: request("GET", APP),
      handler: { status, body: "hello" },
      expected: { ...hello(...ALLOWED), status },
    }),
  ),
  ...[204, 304].map(
    (status): ConformanceCase => ({
      id: `status-${status}-allowed`,
      name: `A response with status ${status}, which has no body, gets its headers`,
      see: "#null-body-status",
      policy: { origin: APP },
      request: request("GET", APP),
      handler: { status },
      expected: { ...hello(...ALLOWED), status, body: "" },
    }),
  ),
  {
    id: "status-404-denied",
    name: "An error that the handler answers with stays what it is for an origin that is not allowed",
    see: "#http-responses",
    policy: { origin: APP },
    request: request("GET", EVIL),
    handler: { status: 404, body: "hello" },
    expected: { ...HELLO_DENIED, status: 404 },
  },
];
