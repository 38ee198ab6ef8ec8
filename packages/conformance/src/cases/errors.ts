/** Errors from the handler, a predicate or a policy function. */
import type { CorsPolicy, OriginPredicate } from "@fetch-cors/core";
import type { ConformanceCase } from "../case.ts";
import {
  ALLOW_CREDENTIALS,
  APP,
  allowOrigin,
  EVIL,
  exposeHeaders,
  HELLO_DENIED,
  internalServerError,
  preflight,
  request,
  VARY_ON_OPTIONS,
  VARY_ORIGIN,
} from "../wire.ts";

const THROWS = { kind: "throws", error: new Error("secret") } as const;
const REJECTS = { kind: "rejects", error: new Error("secret") } as const;

const throwing: OriginPredicate = () => {
  throw new Error("secret");
};
const rejecting: OriginPredicate = async (origin) => throwing(origin, new Request("http://conformance.test"));
const throwingPolicy = (): CorsPolicy => {
  throw new Error("secret");
};
const rejectingPolicy = async (): Promise<CorsPolicy> => throwingPolicy();
/** A policy function that returns a value that TypeScript would reject. */
const policyReturning = (chosen: unknown) => (): CorsPolicy => chosen as CorsPolicy;

export const errorCases: readonly ConformanceCase[] = [
  {
    id: "error-thrown",
    name: "A handler that throws produces a 500 that the page can read",
    see: "#http-responses",
    policy: { origin: APP, credentials: true, exposedHeaders: ["X-Request-Id"] },
    request: request("GET", APP),
    handler: THROWS,
    expected: internalServerError(
      true,
      allowOrigin(APP),
      ALLOW_CREDENTIALS,
      exposeHeaders("X-Request-Id"),
      VARY_ORIGIN,
    ),
  },
  {
    id: "error-rejected",
    name: "A handler that rejects produces a 500 that the page can read",
    see: "#http-responses",
    policy: { origin: APP },
    request: request("POST", APP),
    handler: REJECTS,
    expected: internalServerError(true, allowOrigin(APP), VARY_ORIGIN),
  },
  {
    id: "error-thrown-denied",
    name: "The 500 of a handler that throws is not shared with an origin that is not allowed",
    see: "#http-responses",
    policy: { origin: APP },
    request: request("GET", EVIL),
    handler: THROWS,
    expected: internalServerError(true, VARY_ORIGIN),
  },
  {
    id: "error-rejected-without-origin",
    name: "The 500 of a handler that rejects also varies by Origin if the request has no Origin",
    see: "#cors-protocol-and-http-caches",
    policy: { origin: APP },
    request: request("GET"),
    handler: REJECTS,
    expected: internalServerError(true, VARY_ORIGIN),
  },
  {
    id: "error-thrown-public",
    name: "The 500 of a handler that throws is public under a public policy",
    see: "#http-responses",
    policy: { origin: "*" },
    request: request("GET", APP),
    handler: THROWS,
    expected: internalServerError(true, allowOrigin("*")),
  },
  {
    id: "error-thrown-on-options",
    name: "The 500 to a plain OPTIONS request varies by Origin and the two preflight request headers",
    see: "#cors-protocol-and-http-caches",
    policy: { origin: APP },
    request: request("OPTIONS", APP),
    handler: THROWS,
    expected: internalServerError(true, allowOrigin(APP), VARY_ON_OPTIONS),
  },
  {
    id: "error-thrown-nothing",
    name: "A handler that throws undefined produces a 500",
    see: "#http-responses",
    policy: { origin: APP },
    request: request("GET", APP),
    handler: { kind: "throws", error: undefined },
    expected: internalServerError(true, allowOrigin(APP), VARY_ORIGIN),
  },
  {
    id: "error-predicate-throws",
    name: "A predicate that throws allows no origin: the handler does not run, and the page cannot read the 500",
    see: "#http-responses",
    policy: { origin: throwing, credentials: true },
    request: request("GET", APP),
    expected: internalServerError(false, VARY_ORIGIN),
  },
  {
    id: "error-predicate-rejects",
    name: "A predicate that rejects allows no origin",
    see: "#http-responses",
    policy: { origin: rejecting },
    request: request("GET", APP),
    expected: internalServerError(false, VARY_ORIGIN),
  },
  {
    id: "error-predicate-throws-on-preflight",
    name: "A predicate that throws fails the preflight without a CORS header",
    see: "#cors-preflight-fetch-0",
    policy: { origin: throwing },
    request: preflight(APP, "PUT"),
    expected: internalServerError(false, VARY_ON_OPTIONS),
  },
  {
    id: "error-predicate-rejects-on-preflight",
    name: "A predicate that rejects fails the preflight without a CORS header",
    see: "#cors-preflight-fetch-0",
    policy: { origin: rejecting },
    request: preflight(APP, "PUT"),
    expected: internalServerError(false, VARY_ON_OPTIONS),
  },
  {
    id: "error-predicate-not-asked",
    name: "A predicate that throws is not called for the opaque origin null",
    see: "#cors-check",
    policy: { origin: throwing },
    request: request("GET", "null"),
    expected: HELLO_DENIED,
  },
  {
    id: "error-policy-function-throws",
    name: "A policy function that throws allows no origin",
    see: "#http-responses",
    policy: throwingPolicy,
    request: request("GET", APP),
    expected: internalServerError(false, VARY_ORIGIN),
  },
  {
    id: "error-policy-function-rejects",
    name: "A policy function that rejects allows no origin",
    see: "#http-responses",
    policy: rejectingPolicy,
    request: request("GET", APP),
    expected: internalServerError(false, VARY_ORIGIN),
  },
  {
    id: "error-policy-function-throws-without-origin",
    name: "A policy function that throws for a request without Origin keeps the request from the handler",
    see: "#cors-protocol-and-http-caches",
    policy: throwingPolicy,
    request: request("GET"),
    expected: internalServerError(false, VARY_ORIGIN),
  },
  {
    id: "error-policy-function-throws-on-preflight",
    name: "A policy function that throws fails the preflight",
    see: "#cors-preflight-fetch-0",
    policy: throwingPolicy,
    request: preflight(APP, "PUT"),
    expected: internalServerError(false, VARY_ON_OPTIONS),
  },
  {
    id: "error-policy-function-rejects-on-preflight",
    name: "A policy function that rejects fails the preflight",
    see: "#cors-preflight-fetch-0",
    policy: rejectingPolicy,
    request: preflight(APP, "PUT"),
    expected: internalServerError(false, VARY_ON_OPTIONS),
  },
  ...(
    [
      ["undefined", "undefined for an unknown tenant", undefined],
      ["null", "null", null],
      ["empty-options", "options without an origin", {}],
      ["empty-origin", "options with an empty origin", { origin: "" }],
    ] as const
  ).map(
    ([id, name, chosen]): ConformanceCase => ({
      id: `error-policy-function-chooses-${id}`,
      name: `A policy function that returns ${name} allows no origin`,
      see: "#http-responses",
      policy: policyReturning(chosen),
      request: request("GET", APP),
      expected: internalServerError(false, VARY_ORIGIN),
    }),
  ),
];
