/** Errors that `onError` handles. */
import type { CorsHooks } from "@fetch-cors/core";
import type { ConformanceCase } from "../case.ts";
import {
  APP,
  allowOrigin,
  EVIL,
  hello,
  internalServerError,
  PASSED_ON,
  request,
  VARY_ON_OPTIONS,
  VARY_ORIGIN,
} from "../wire.ts";

const THROWS = { kind: "throws", error: new Error("broken") } as const;
const ALLOWED = hello(allowOrigin(APP), VARY_ORIGIN);
const policy = { origin: APP };

const respond = (error: unknown, { method }: Request): Response =>
  new Response(new TextEncoder().encode(`${method}: ${(error as Error).message}`), {
    status: 503,
    headers: { "Retry-After": "5", "Access-Control-Allow-Origin": "*", Vary: "Accept" },
  });
const respondLater: CorsHooks["onError"] = async (error, request) => respond(error, request);

const RESPONDED = {
  handlerRuns: true,
  status: 503,
  headers: [["Retry-After", "5"], allowOrigin(APP), ["Vary", "Accept, Origin"]],
  body: "GET: broken",
} as const;

export const onErrorCases: readonly ConformanceCase[] = [
  {
    id: "on-error-responds",
    name: "The response of onError replaces the 500 and gets the CORS headers of the policy",
    see: "#http-responses",
    policy,
    hooks: { onError: respond },
    request: request("GET", APP),
    handler: THROWS,
    expected: RESPONDED,
  },
  {
    id: "on-error-responds-later",
    name: "An asynchronous onError is awaited",
    see: "#http-responses",
    policy,
    hooks: { onError: respondLater },
    request: request("GET", APP),
    handler: { kind: "rejects", error: new Error("broken") },
    expected: RESPONDED,
  },
  {
    id: "on-error-responds-to-denied",
    name: "The response of onError is not shared with an origin that is not allowed",
    see: "#http-responses",
    policy,
    hooks: { onError: respond },
    request: request("GET", EVIL),
    handler: THROWS,
    expected: {
      ...RESPONDED,
      headers: [
        ["Retry-After", "5"],
        ["Vary", "Accept, Origin"],
      ],
    },
  },
  {
    id: "on-error-responds-on-options",
    name: "The response of onError to a plain OPTIONS request varies by Origin and the two preflight request headers",
    see: "#cors-protocol-and-http-caches",
    policy,
    hooks: { onError: respond },
    request: request("OPTIONS", APP),
    handler: THROWS,
    expected: {
      ...RESPONDED,
      headers: [["Retry-After", "5"], allowOrigin(APP), ["Vary", `Accept, ${VARY_ON_OPTIONS[1]}`]],
      body: "OPTIONS: broken",
    },
  },
  {
    id: "on-error-redirects",
    name: "An immutable response of onError is copied",
    see: "#concept-headers-guard",
    policy,
    hooks: { onError: () => Response.redirect("https://status.example.com/", 307) },
    request: request("GET", APP),
    handler: THROWS,
    expected: {
      handlerRuns: true,
      status: 307,
      headers: [["Location", "https://status.example.com/"], allowOrigin(APP), VARY_ORIGIN],
      body: "",
    },
  },
  {
    id: "on-error-of-a-predicate",
    name: "The error of a predicate also goes to onError, and the response has no CORS header",
    see: "#http-responses",
    policy: {
      origin: () => {
        throw new Error("broken");
      },
    },
    hooks: { onError: respond },
    request: request("GET", APP),
    expected: {
      ...RESPONDED,
      handlerRuns: false,
      headers: [
        ["Retry-After", "5"],
        ["Vary", "Accept, Origin"],
      ],
    },
  },
  {
    id: "on-error-of-a-policy-function",
    name: "The error of a policy function also goes to onError, and the response has no CORS header",
    see: "#http-responses",
    policy: () => {
      throw new Error("broken");
    },
    hooks: { onError: respondLater },
    request: request("GET", APP),
    expected: {
      ...RESPONDED,
      handlerRuns: false,
      headers: [
        ["Retry-After", "5"],
        ["Vary", "Accept, Origin"],
      ],
    },
  },
  {
    id: "on-error-spares-responses",
    name: "A response is not an error, whatever its status",
    see: "#http-responses",
    policy,
    hooks: { onError: respond },
    request: request("GET", APP),
    handler: { status: 500, body: "hello" },
    expected: { ...ALLOWED, status: 500 },
  },
  ...(["throws", "rejects"] as const).map(
    (kind): ConformanceCase => ({
      id: `on-error-throw-${kind}`,
      name: `The error of a handler that ${kind} is passed on to the runtime with onError "throw"`,
      see: "#http-responses",
      policy,
      hooks: { onError: "throw" },
      request: request("GET", APP),
      handler: { kind, error: new Error("broken") },
      expected: { handlerRuns: true, status: PASSED_ON, headers: [], body: "" },
      inProcessOnly: "each runtime answers an error in its own way",
    }),
  ),
  {
    id: "on-error-throw-predicate",
    name: 'The error of a predicate is passed on to the runtime with onError "throw"',
    see: "#http-responses",
    policy: {
      origin: () => {
        throw new Error("broken");
      },
    },
    hooks: { onError: "throw" },
    request: request("GET", APP),
    expected: { handlerRuns: false, status: PASSED_ON, headers: [], body: "" },
    inProcessOnly: "each runtime answers an error in its own way",
  },
  {
    id: "on-error-left-out",
    name: "Hooks without onError keep the default response to an error",
    see: "#http-responses",
    policy,
    hooks: {},
    request: request("GET", APP),
    handler: THROWS,
    expected: internalServerError(true, allowOrigin(APP), VARY_ORIGIN),
  },
];
