/** What becomes of an error where `onError` says so. */
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

const sorry = (error: unknown, { method }: Request): Response =>
  new Response(new TextEncoder().encode(`${method}: ${(error as Error).message}`), {
    status: 503,
    headers: { "Retry-After": "5", "Access-Control-Allow-Origin": "*", Vary: "Accept" },
  });
const sorryLater: CorsHooks["onError"] = async (error, request) => sorry(error, request);

const SORRY = {
  handlerRuns: true,
  status: 503,
  headers: [["Retry-After", "5"], allowOrigin(APP), ["Vary", "Accept, Origin"]],
  body: "GET: broken",
} as const;

export const onErrorCases: readonly ConformanceCase[] = [
  {
    id: "on-error-responds",
    name: "The response of onError goes out instead, with the CORS headers of the policy",
    see: "#http-responses",
    policy,
    hooks: { onError: sorry },
    request: request("GET", APP),
    handler: THROWS,
    expected: SORRY,
  },
  {
    id: "on-error-responds-later",
    name: "An asynchronous onError is awaited",
    see: "#http-responses",
    policy,
    hooks: { onError: sorryLater },
    request: request("GET", APP),
    handler: { kind: "rejects", error: new Error("broken") },
    expected: SORRY,
  },
  {
    id: "on-error-responds-to-denied",
    name: "The response of onError is not shared with an origin that is not allowed",
    see: "#http-responses",
    policy,
    hooks: { onError: sorry },
    request: request("GET", EVIL),
    handler: THROWS,
    expected: {
      ...SORRY,
      headers: [
        ["Retry-After", "5"],
        ["Vary", "Accept, Origin"],
      ],
    },
  },
  {
    id: "on-error-responds-on-options",
    name: "The response of onError to a plain OPTIONS request varies by the three names",
    see: "#cors-protocol-and-http-caches",
    policy,
    hooks: { onError: sorry },
    request: request("OPTIONS", APP),
    handler: THROWS,
    expected: {
      ...SORRY,
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
    name: "The error of a predicate goes to onError too, and no CORS header goes out",
    see: "#http-responses",
    policy: {
      origin: () => {
        throw new Error("broken");
      },
    },
    hooks: { onError: sorry },
    request: request("GET", APP),
    expected: {
      ...SORRY,
      handlerRuns: false,
      headers: [
        ["Retry-After", "5"],
        ["Vary", "Accept, Origin"],
      ],
    },
  },
  {
    id: "on-error-of-a-policy-function",
    name: "The error of a policy function goes to onError too, and no CORS header goes out",
    see: "#http-responses",
    policy: () => {
      throw new Error("broken");
    },
    hooks: { onError: sorryLater },
    request: request("GET", APP),
    expected: {
      ...SORRY,
      handlerRuns: false,
      headers: [
        ["Retry-After", "5"],
        ["Vary", "Accept, Origin"],
      ],
    },
  },
  {
    id: "on-error-spares-responses",
    name: "A response is no error, whatever its status",
    see: "#http-responses",
    policy,
    hooks: { onError: sorry },
    request: request("GET", APP),
    handler: { status: 500, body: "hello" },
    expected: { ...ALLOWED, status: 500 },
  },
  ...(["throws", "rejects"] as const).map(
    (kind): ConformanceCase => ({
      id: `on-error-throw-${kind}`,
      name: `The error of a handler that ${kind} is passed on to the runtime where the operator wants it to be`,
      see: "#http-responses",
      policy,
      hooks: { onError: "throw" },
      request: request("GET", APP),
      handler: { kind, error: new Error("broken") },
      expected: { handlerRuns: true, status: PASSED_ON, headers: [], body: "" },
      inProcessOnly: "what a runtime answers for an error is its own",
    }),
  ),
  {
    id: "on-error-throw-predicate",
    name: "The error of a predicate is passed on to the runtime where the operator wants it to be",
    see: "#http-responses",
    policy: {
      origin: () => {
        throw new Error("broken");
      },
    },
    hooks: { onError: "throw" },
    request: request("GET", APP),
    expected: { handlerRuns: false, status: PASSED_ON, headers: [], body: "" },
    inProcessOnly: "what a runtime answers for an error is its own",
  },
  {
    id: "on-error-left-out",
    name: "Hooks without onError leave the default answer to an error",
    see: "#http-responses",
    policy,
    hooks: {},
    request: request("GET", APP),
    handler: THROWS,
    expected: internalServerError(true, allowOrigin(APP), VARY_ORIGIN),
  },
];
