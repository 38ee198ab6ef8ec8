import { expect, test } from "vitest";
import { unknownOption } from "../../src/policy/unknown-option.ts";

const KNOWN = [
  ...["origin", "credentials", "methods", "allowedHeaders", "exposedHeaders", "maxAge", "preflightStatus"],
  ...["dangerouslyAllowInsecureOrigins", "isPublicSuffix"],
];

test.each([
  ["allowMethods", "methods"],
  ["allowHeaders", "allowedHeaders"],
  ["exposeHeaders", "exposedHeaders"],
  ["exposedHeader", "exposedHeaders"],
  ["optionsSuccessStatus", "preflightStatus"],
  ["origins", "origin"],
  ["orgin", "origin"],
  ["allowedOrigins", "origin"],
  ["AllowedOrigins", "origin"],
  ["allowAllOrigins", "origin"],
  ["allowedMethods", "methods"],
  ["method", "methods"],
  ["credential", "credentials"],
  ["allow_credentials", "credentials"],
  ["supportsCredentials", "credentials"],
  ["maxage", "maxAge"],
  ["maxAgeSeconds", "maxAge"],
  ["publicSuffix", "isPublicSuffix"],
  ["allowInsecureOrigins", "dangerouslyAllowInsecureOrigins"],
  ["InsecureOrigins", "dangerouslyAllowInsecureOrigins"],
])("suggests for %s the option %s", (name, meant) => {
  expect(unknownOption(name, KNOWN).advice).toBe(`did you mean "${meant}"?`);
});

test.each(["secure", "dangerous", "iconUrl", "debug", "logLevel", "path", "foo", "hideOptionsRoute", "cacheControl"])(
  "suggests no option for %s",
  (name) => {
    expect(unknownOption(name, KNOWN).advice).toBe("leave it out");
  },
);

test.each(["onError", "onDecision"])("shows where the hook %s belongs", (name) => {
  expect(unknownOption(name, KNOWN).advice).toBe(
    "pass hooks after the policy: withCors(handler, policy, { onError, onDecision })",
  );
});

test("explains why preflightContinue is not needed", () => {
  expect(unknownOption("preflightContinue", KNOWN)).toEqual({
    code: "unknown-option",
    subject: '"preflightContinue"',
    reason: "is not an option",
    advice: "leave it out, because all requests but preflights reach the handler",
  });
});
