/** CORS requests that are not preflights: the handler responds, and the policy decides who may read the response. */
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

/** A request reaches the handler whether or not its origin is allowed: CORS does not protect a server from requests. */
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
    name: "The response to a HEAD has the same CORS headers as the response to a GET",
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
    name: "A method that pages may not use still reaches the handler, because only the preflight checks methods",
    see: "#http-cors-protocol",
    policy: { origin: APP, methods: ["GET"] },
    request: request("DELETE", APP),
    expected: hello(...ALLOWED),
  },
  {
    id: "actual-header-not-allowed",
    name: "A header that pages may not set still reaches the handler",
    see: "#http-cors-protocol",
    policy: { origin: APP, allowedHeaders: [] },
    request: request("GET", APP, ["X-A", "1"]),
    expected: hello(...ALLOWED),
  },
  {
    id: "actual-with-credentials",
    name: "The response to a CORS request allows credentials and exposes headers, but has no preflight headers",
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
    name: "A denied origin gets neither Access-Control-Allow-Credentials nor Access-Control-Expose-Headers",
    see: "#cors-protocol-and-credentials",
    policy: { origin: APP, credentials: true, exposedHeaders: ["X-Request-Id"] },
    request: request("GET", EVIL, ["Cookie", "session=1"]),
    expected: HELLO_DENIED,
  },
  {
    id: "actual-credentials-false",
    name: 'Without credentials, Access-Control-Allow-Credentials is absent, because "true" is its only value',
    see: "#http-access-control-allow-credentials",
    policy: { origin: APP, credentials: false },
    request: request("GET", APP),
    expected: hello(...ALLOWED),
  },
  {
    id: "actual-second-of-several-origins",
    name: "With several allowed origins, the response names only the origin of the request",
    see: "#http-access-control-allow-origin",
    policy: { origin: ["https://one.example", "https://two.example", "https://three.example"] },
    request: request("GET", "https://two.example"),
    expected: hello(allowOrigin("https://two.example"), VARY_ORIGIN),
  },
  {
    id: "actual-origins-of-a-set",
    name: "The origin option accepts any iterable",
    see: "#http-access-control-allow-origin",
    policy: { origin: new Set([APP, "https://two.example"]) },
    request: request("GET", "https://two.example"),
    expected: hello(allowOrigin("https://two.example"), VARY_ORIGIN),
  },
  ...[201, 404, 418, 500, 503].map(
    (status): ConformanceCase => ({
      id: `status-${status}-allowed`,
      name: `A response with status ${status} gets the CORS headers`,
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
      name: `A response with status ${status}, which has no body, gets the CORS headers`,
      see: "#null-body-status",
      policy: { origin: APP },
      request: request("GET", APP),
      handler: { status },
      expected: { ...hello(...ALLOWED), status, body: "" },
    }),
  ),
  {
    id: "status-404-denied",
    name: "The handler's error response reaches a denied origin unchanged, apart from Vary",
    see: "#http-responses",
    policy: { origin: APP },
    request: request("GET", EVIL),
    handler: { status: 404, body: "hello" },
    expected: { ...HELLO_DENIED, status: 404 },
  },
];
