/** Origins that a predicate decides about. */
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
const everybody: OriginPredicate = () => true;

/** A predicate as it is written without a compiler. */
const answering = (answer: unknown): OriginPredicate => (() => answer) as OriginPredicate;

export const predicateCases: readonly ConformanceCase[] = [
  {
    id: "predicate-allows",
    name: "An origin that a predicate answers true for is allowed, and named as it was sent",
    see: "#cors-check",
    policy: { origin: isApp },
    request: request("GET", APP),
    expected: hello(allowOrigin(APP), VARY_ORIGIN),
  },
  {
    id: "predicate-denies",
    name: "An origin that a predicate answers false for is denied",
    see: "#cors-check",
    policy: { origin: isApp },
    request: request("GET", EVIL),
    expected: HELLO_DENIED,
  },
  {
    id: "predicate-allows-preflight",
    name: "A predicate decides about preflights too",
    see: "#cors-preflight-fetch-0",
    policy: { origin: isApp },
    request: preflight(APP, "PUT"),
    expected: preflightAllowed(APP),
  },
  {
    id: "predicate-denies-preflight",
    name: "A predicate denies preflights too",
    see: "#http-responses",
    policy: { origin: isApp },
    request: preflight(EVIL, "PUT"),
    expected: PREFLIGHT_DENIED,
  },
  {
    id: "async-predicate-allows",
    name: "A predicate can answer later",
    see: "#cors-check",
    policy: { origin: isAppLater, credentials: true },
    request: request("GET", APP),
    expected: hello(allowOrigin(APP), ALLOW_CREDENTIALS, VARY_ORIGIN),
  },
  {
    id: "async-predicate-denies",
    name: "A promise of false is no permission, though a promise is truthy",
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
    name: "A preflight is denied once the predicate has said so",
    see: "#http-responses",
    policy: { origin: isAppLater },
    request: preflight(EVIL, "PUT"),
    expected: PREFLIGHT_DENIED,
  },
  ...(
    [
      ["number", "The number 1", 1],
      ["string", "The origin itself", APP],
      ["match", "What a regular expression has found", ["app"]],
      ["object", "An object", {}],
      ["undefined", "No answer", undefined],
      ["promise", "A promise of what is merely truthy", Promise.resolve("yes")],
    ] as const
  ).map(
    ([id, name, answer]): ConformanceCase => ({
      id: `predicate-answers-${id}`,
      name: `${name} is no permission: a predicate allows with true and nothing else`,
      see: "#cors-check",
      policy: { origin: answering(answer) },
      request: request("GET", APP),
      expected: HELLO_DENIED,
    }),
  ),
  {
    id: "predicate-sees-the-request",
    name: "A predicate is asked with the request at hand",
    see: "#cors-check",
    policy: { origin: (_, { headers }) => headers.get("x-tenant") === "one" },
    request: request("GET", EVIL, ["X-Tenant", "one"]),
    expected: hello(allowOrigin(EVIL), VARY_ORIGIN),
  },
  {
    id: "predicate-allows-upper-case",
    name: "An origin that a predicate allows is named byte for byte, whatever its case",
    see: "#cors-check",
    policy: { origin: (origin) => origin.toLowerCase() === APP },
    request: request("GET", "HTTPS://App.Example.COM"),
    expected: hello(allowOrigin("HTTPS://App.Example.COM"), VARY_ORIGIN),
  },
  {
    id: "predicate-not-asked-null",
    name: "No predicate is asked about the opaque origin null",
    see: "#cors-check",
    policy: { origin: everybody },
    request: request("GET", "null"),
    expected: HELLO_DENIED,
  },
  {
    id: "predicate-not-asked-null-preflight",
    name: "No predicate is asked about a preflight from the opaque origin null, and no credentials go with it",
    see: "#http-responses",
    policy: { origin: everybody, credentials: true },
    request: preflight("null", "PUT"),
    expected: PREFLIGHT_DENIED,
  },
  {
    id: "predicate-not-asked-empty",
    name: "No predicate is asked about an empty Origin",
    see: "#cors-request",
    policy: { origin: everybody },
    request: request("GET", ""),
    expected: HELLO_DENIED,
  },
  {
    id: "predicate-not-asked-space",
    name: "No predicate is asked about an Origin with a space in it",
    see: "#origin-header",
    policy: { origin: everybody },
    request: request("GET", `${APP} ${EVIL}`),
    expected: HELLO_DENIED,
  },
  {
    id: "predicate-not-asked-non-ascii",
    name: "No predicate is asked about an Origin with a byte outside of ASCII",
    see: "#origin-header",
    policy: { origin: everybody },
    request: request("GET", "https://\u00e4pp.example.com"),
    expected: HELLO_DENIED,
  },
  {
    id: "predicate-not-asked-control",
    name: "No predicate is asked about an Origin with a control character in it",
    see: "#origin-header",
    policy: { origin: everybody },
    request: request("GET", `${APP}\u007f`),
    expected: HELLO_DENIED,
    inProcessOnly: "HTTP allows no control character in a header",
  },
];
