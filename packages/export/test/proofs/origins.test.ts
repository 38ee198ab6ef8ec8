/** In process: what each generated configuration allows is what the policy allows, on hostile neighbours. */
import { definePolicy } from "@fetch-cors/core";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { neighbourOf } from "../servers/policies.ts";
import { ORIGIN_CHECKS } from "./origin-checks.ts";

/** How many origins each kind of policy is tried with, on every server. */
const RUNS = 10_000;

/** A kind of policy, and origins that it allows. */
const KINDS: Readonly<Record<string, { readonly origin: readonly string[]; readonly allowed: readonly string[] }>> = {
  "exact origins": {
    origin: ["https://app.example.com", "https://example.com:8443", "http://localhost:3000", "file://"],
    allowed: ["https://app.example.com", "https://example.com:8443", "http://localhost:3000", "file://"],
  },
  "schemes of apps": {
    origin: ["capacitor://localhost", "chrome-extension://abcdefghijklmnop", "tauri://app:*", "x-app+1.2://*.a-b"],
    allowed: ["capacitor://localhost", "chrome-extension://abcdefghijklmnop", "tauri://app:80", "x-app+1.2://c.a-b"],
  },
  subdomains: {
    origin: ["https://*.example.com"],
    allowed: ["https://app.example.com", "https://a.b_c.d-e.example.com", "https://xn--bcher-kva.example.com"],
  },
  "subdomains on one port": {
    origin: ["https://*.example.com:8443"],
    allowed: ["https://app.example.com:8443", "https://0.1.example.com:8443"],
  },
  "every port of https": {
    origin: ["https://example.com:*"],
    allowed: ["https://example.com", "https://example.com:442", "https://example.com:444", "https://example.com:80"],
  },
  "every port of http": {
    origin: ["http://localhost:*", "http://127.0.0.1:*"],
    allowed: ["http://localhost", "http://localhost:79", "http://localhost:443", "http://127.0.0.1:65535"],
  },
  "every port of IPv6": {
    origin: ["http://[::1]:*"],
    allowed: ["http://[::1]", "http://[::1]:81", "http://[::1]:10000"],
  },
  "subdomains on every port": {
    origin: ["https://*.example.com:*"],
    allowed: ["https://app.example.com", "https://a.b.example.com:65535", "https://a.example.com:4430"],
  },
};

/** An origin that is allowed, or near to one, or near to that, or with any port. */
const hostile = (allowed: readonly string[]): fc.Arbitrary<string> => {
  const origin = fc.constantFrom(...allowed);
  return fc.oneof(
    origin,
    origin.chain(neighbourOf),
    origin.chain(neighbourOf).chain(neighbourOf),
    fc.tuple(origin, fc.nat(70_000)).map(([one, port]) => one.replace(/(?:(?<=[^/]):\d+)?$/, `:${port}`)),
    fc.tuple(origin, fc.string({ maxLength: 3 })).map(([one, text]) => one.replace("://", `://${text}.`)),
    fc.tuple(origin, fc.stringMatching(/^[a-z0-9_.-]{0,9}$/)).map(([one, text]) => one.replace("://", `://${text}.`)),
    fc
      .tuple(origin, fc.integer({ min: 470, max: 530 }))
      .map(([one, length]) => one.replace("://", `://${"a".repeat(length)}.`)),
  );
};

describe.each(Object.entries(KINDS))("%s", (_, { origin, allowed }) => {
  const policy = definePolicy({ origin, dangerouslyAllowInsecureOrigins: true });

  test.each(Object.keys(ORIGIN_CHECKS))(
    "are allowed by the configuration of %s exactly as by the policy",
    async (server) => {
      const isAllowed = (await ORIGIN_CHECKS[server]?.(policy)) ?? (() => undefined);
      for (const one of allowed) expect([one, isAllowed(one)]).toEqual([one, true]);
      let allows = 0;
      fc.assert(
        fc.property(hostile(allowed), (candidate) => {
          const expected = policy.allowsOrigin(candidate);
          if (expected) allows += 1;
          return isAllowed(candidate) === expected;
        }),
        { numRuns: RUNS },
      );
      expect(allows).toBeGreaterThan(RUNS / 100);
    },
  );
});
