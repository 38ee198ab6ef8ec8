/** Origins that a predicate allows or denies. */
import type { OriginPredicate } from "@fetch-cors/core";
import type { ConformanceCase } from "../case.ts";
import {
  ALLOW_CREDENTIALS,
  APP,
  allowOrigin,
  EVIL,
  HELLO_DENIED,
  hello,
  PREFLIGHT_DENIED,
  preflight,
  preflightAllowed,
  request,
  VARY_ORIGIN,
} from "../wire.ts";

const isApp: OriginPredicate = (origin) => origin === APP;
const isAppLater: OriginPredicate = async (origin) => origin === APP;
const allowAll: OriginPredicate = () => true;

/** A predicate that returns a value that TypeScript would reject. */
const predicateReturning = (answer: unknown): OriginPredicate => (() => answer) as OriginPredicate;

export const predicateCases: readonly ConformanceCase[] = [
  {
    id: "predicate-allows",
    name: "An origin for which a predicate returns true is allowed, and sent back byte for byte",
    see: "#cors-check",
    policy: { origin: isApp },
    request: request("GET", APP),
    expected: hello(allowOrigin(APP), VARY_ORIGIN),
  },
  {
    id: "predicate-denies",
    name: "An origin for which a predicate returns false is denied",
    see: "#cors-check",
    policy: { origin: isApp },
    request: request("GET", EVIL),
    expected: HELLO_DENIED,
  },
  {
    id: "predicate-allows-preflight",
    name: "A predicate can allow a preflight",
    see: "#cors-preflight-fetch-0",
    policy: { origin: isApp },
    request: preflight(APP, "PUT"),
    expected: preflightAllowed(APP),
  },
  {
    id: "predicate-denies-preflight",
    name: "A predicate can deny a preflight",
    see: "#http-responses",
    policy: { origin: isApp },
    request: preflight(EVIL, "PUT"),
    expected: PREFLIGHT_DENIED,
  },
  {
    id: "async-predicate-allows",
    name: "A predicate can return a promise",
    see: "#cors-check",
    policy: { origin: isAppLater, credentials: true },
    request: request("GET", APP),
    expected: hello(allowOrigin(APP), ALLOW_CREDENTIALS, VARY_ORIGIN),
  },
  {
    id: "async-predicate-denies",
    name: "A promise of false denies, although a promise is truthy",
    see: "#cors-check",
    policy: { origin: isAppLater, credentials: true },
    request: request("GET", EVIL),
    expected: HELLO_DENIED,
  },
  {
    id: "async-predicate-allows-preflight",
    name: "A preflight waits for the predicate",
    see: "#cors-preflight-fetch-0",
    policy: { origin: isAppLater },
    request: preflight(APP, "PUT"),
    expected: preflightAllowed(APP),
  },
  {
    id: "async-predicate-denies-preflight",
    name: "A preflight is denied if the predicate's promise resolves to false",
    see: "#http-responses",
    policy: { origin: isAppLater },
    request: preflight(EVIL, "PUT"),
    expected: PREFLIGHT_DENIED,
  },
  ...(
    [
      ["number", "The number 1", 1],
      ["string", "The origin itself", APP],
      ["match", "The match of a regular expression", ["app"]],
      ["object", "An object", {}],
      ["undefined", "The value undefined", undefined],
      ["promise", "A promise of a truthy value", Promise.resolve("yes")],
    ] as const
  ).map(
    ([id, name, answer]): ConformanceCase => ({
      id: `predicate-answers-${id}`,
      name: `${name} denies: a predicate allows only with true`,
      see: "#cors-check",
      policy: { origin: predicateReturning(answer) },
      request: request("GET", APP),
      expected: HELLO_DENIED,
    }),
  ),
  {
    id: "predicate-sees-the-request",
    name: "A predicate receives the request",
    see: "#cors-check",
    policy: { origin: (_, { headers }) => headers.get("x-tenant") === "one" },
    request: request("GET", EVIL, ["X-Tenant", "one"]),
    expected: hello(allowOrigin(EVIL), VARY_ORIGIN),
  },
  {
    id: "predicate-allows-upper-case",
    name: "An origin that a predicate allows is sent back byte for byte, whatever its case",
    see: "#cors-check",
    policy: { origin: (origin) => origin.toLowerCase() === APP },
    request: request("GET", "HTTPS://App.Example.COM"),
    expected: hello(allowOrigin("HTTPS://App.Example.COM"), VARY_ORIGIN),
  },
  {
    id: "predicate-not-asked-null",
    name: "A predicate is not called for the opaque origin null",
    see: "#cors-check",
    policy: { origin: allowAll },
    request: request("GET", "null"),
    expected: HELLO_DENIED,
  },
  {
    id: "predicate-not-asked-null-preflight",
    name: "A predicate is not called for a preflight from the opaque origin null, which is denied with credentials",
    see: "#http-responses",
    policy: { origin: allowAll, credentials: true },
    request: preflight("null", "PUT"),
    expected: PREFLIGHT_DENIED,
  },
  {
    id: "predicate-not-asked-empty",
    name: "A predicate is not called for an empty Origin",
    see: "#cors-request",
    policy: { origin: allowAll },
    request: request("GET", ""),
    expected: HELLO_DENIED,
  },
  {
    id: "predicate-not-asked-space",
    name: "A predicate is not called for an Origin with a space in it",
    see: "#origin-header",
    policy: { origin: allowAll },
    request: request("GET", `${APP} ${EVIL}`),
    expected: HELLO_DENIED,
  },
  {
    id: "predicate-not-asked-non-ascii",
    name: "A predicate is not called for an Origin with a non-ASCII byte",
    see: "#origin-header",
    policy: { origin: allowAll },
    request: request("GET", "https://\u00e4pp.example.com"),
    expected: HELLO_DENIED,
  },
  {
    id: "predicate-not-asked-control",
    name: "A predicate is not called for an Origin with a control character in it",
    see: "#origin-header",
    policy: { origin: allowAll },
    request: request("GET", `${APP}\u007f`),
    expected: HELLO_DENIED,
    inProcessOnly: "HTTP does not allow control characters in a header",
  },
];
