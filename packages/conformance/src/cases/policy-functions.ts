/** Policies that are chosen for each request, and policies that are compiled beforehand. */
import { type CorsPolicy, definePolicy } from "@fetch-cors/core";
import type { ConformanceCase } from "../case.ts";
import {
  ALLOW_CREDENTIALS,
  APP,
  allowOrigin,
  DEFAULT_HEADERS,
  DEFAULT_MAX_AGE,
  EVIL,
  HELLO_DENIED,
  hello,
  PREFLIGHT_DENIED,
  preflight,
  preflightAllowed,
  request,
  requestHeaders,
  VARY_ON_OPTIONS,
  VARY_ORIGIN,
} from "../wire.ts";

const ONE = "https://one.example";
const publicPolicy = definePolicy({ origin: "*", methods: ["PUT"] });
const onlyApp = definePolicy({ origin: APP });
const tenants = new Map([
  ["one", definePolicy({ origin: ONE, credentials: true })],
  ["public", publicPolicy],
]);

const byTenant = ({ headers }: Request): CorsPolicy => tenants.get(headers.get("x-tenant") ?? "") ?? onlyApp;
const byTenantLater = async (request: Request): Promise<CorsPolicy> => byTenant(request);

const tenant = (name: string) => ["X-Tenant", name] as const;

export const policyFunctionCases: readonly ConformanceCase[] = [
  {
    id: "policy-compiled",
    name: "A policy that is already compiled is used unchanged",
    see: "#http-cors-protocol",
    policy: onlyApp,
    request: request("GET", APP),
    expected: hello(allowOrigin(APP), VARY_ORIGIN),
  },
  {
    id: "policy-compiled-preflight",
    name: "A policy that is already compiled answers preflights",
    see: "#cors-preflight-fetch-0",
    policy: onlyApp,
    request: preflight(EVIL, "PUT"),
    expected: PREFLIGHT_DENIED,
  },
  {
    id: "policy-of-normalized-options",
    name: "The normalized options of a policy compile to an equivalent policy",
    see: "#http-cors-protocol",
    policy: definePolicy(publicPolicy.options),
    request: preflight(APP, "PUT"),
    expected: preflightAllowed("*", ["Access-Control-Allow-Methods", "PUT"], DEFAULT_HEADERS, DEFAULT_MAX_AGE),
  },
  {
    id: "policy-function-allows",
    name: "A policy function chooses a policy from the request",
    see: "#http-cors-protocol",
    policy: byTenant,
    request: request("GET", ONE, tenant("one")),
    expected: hello(allowOrigin(ONE), ALLOW_CREDENTIALS, VARY_ORIGIN),
  },
  {
    id: "policy-function-denies",
    name: "An origin that only another policy allows is denied by the chosen policy",
    see: "#http-cors-protocol",
    policy: byTenant,
    request: request("GET", ONE, tenant("two")),
    expected: HELLO_DENIED,
  },
  {
    id: "policy-function-without-origin",
    name: "Under a policy function, the response to a request without Origin varies",
    see: "#cors-protocol-and-http-caches",
    policy: byTenant,
    request: request("GET"),
    expected: HELLO_DENIED,
  },
  {
    id: "policy-function-preflight",
    name: "A policy function chooses the policy for preflights",
    see: "#cors-preflight-fetch-0",
    policy: byTenant,
    request: preflight(APP, "PUT"),
    expected: preflightAllowed(APP),
  },
  {
    id: "policy-function-preflight-denied",
    name: "A preflight is denied by the chosen policy",
    see: "#http-responses",
    policy: byTenant,
    request: preflight(APP, "PUT", tenant("one")),
    expected: PREFLIGHT_DENIED,
  },
  {
    id: "policy-function-public",
    name: "Under a policy function, a public response varies by Origin too, because another origin may get another policy",
    see: "#cors-protocol-and-http-caches",
    policy: byTenant,
    request: request("GET", EVIL, tenant("public")),
    expected: hello(allowOrigin("*"), VARY_ORIGIN),
  },
  {
    id: "policy-function-public-without-origin",
    name: "Under a policy function, a public response to a request without Origin varies too",
    see: "#cors-protocol-and-http-caches",
    policy: byTenant,
    request: request("GET", undefined, tenant("public")),
    expected: hello(allowOrigin("*"), VARY_ORIGIN),
  },
  {
    id: "policy-function-public-merges",
    name: "Under a policy function, Origin is merged into the handler's Vary",
    see: "RFC 9110, section 12.5.5",
    policy: () => publicPolicy,
    request: request("GET", APP),
    handler: { headers: [["Vary", "origin, Accept"]], body: "hello" },
    expected: hello(allowOrigin("*"), ["Vary", "origin, Accept"]),
  },
  {
    id: "policy-function-public-options",
    name: "Under a policy function, the response to a plain OPTIONS request varies by Origin and the two preflight request headers",
    see: "#cors-protocol-and-http-caches",
    policy: byTenant,
    request: request("OPTIONS", EVIL, tenant("public")),
    expected: hello(allowOrigin("*"), VARY_ON_OPTIONS),
  },
  {
    id: "async-policy-function-allows",
    name: "A policy function can return a promise",
    see: "#http-cors-protocol",
    policy: byTenantLater,
    request: request("GET", ONE, tenant("one")),
    expected: hello(allowOrigin(ONE), ALLOW_CREDENTIALS, VARY_ORIGIN),
  },
  {
    id: "async-policy-function-denies",
    name: "A policy from a promise can deny",
    see: "#http-cors-protocol",
    policy: byTenantLater,
    request: request("GET", EVIL),
    expected: HELLO_DENIED,
  },
  {
    id: "async-policy-function-preflight",
    name: "A preflight waits for the promise of a policy",
    see: "#cors-preflight-fetch-0",
    policy: byTenantLater,
    request: preflight(ONE, "PUT", requestHeaders("authorization,x-a"), tenant("public")),
    expected: preflightAllowed("*", ["Access-Control-Allow-Methods", "PUT"], DEFAULT_HEADERS, DEFAULT_MAX_AGE),
  },
  {
    id: "async-policy-function-preflight-denied",
    name: "A preflight can be denied by the policy from a promise",
    see: "#http-responses",
    policy: byTenantLater,
    request: preflight(EVIL, "PUT"),
    expected: PREFLIGHT_DENIED,
  },
  {
    id: "policy-function-of-predicate",
    name: "A chosen policy can have a predicate",
    see: "#cors-check",
    policy: () => definePolicy({ origin: async (origin) => origin === APP }),
    request: request("GET", APP),
    expected: hello(allowOrigin(APP), VARY_ORIGIN),
  },
];
