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
])("for %s it suggests %s", (name, meant) => {
  expect(unknownOption(name, KNOWN).advice).toBe(`did you mean "${meant}"?`);
});

test.each(["secure", "dangerous", "iconUrl", "debug", "logLevel", "path", "foo", "hideOptionsRoute", "cacheControl"])(
  "for %s it suggests none",
  (name) => {
    expect(unknownOption(name, KNOWN).advice).toBe("leave it out");
  },
);

test.each(["onError", "onDecision"])("for the hook %s it says where to write it", (name) => {
  expect(unknownOption(name, KNOWN).advice).toBe(
    "pass hooks after the policy: withCors(handler, policy, { onError, onDecision })",
  );
});

test("for preflightContinue it says why it is not needed", () => {
  expect(unknownOption("preflightContinue", KNOWN)).toEqual({
    code: "unknown-option",
    subject: '"preflightContinue"',
    reason: "is not an option",
    advice: "leave it out, because only preflights are answered before the handler",
  });
});
