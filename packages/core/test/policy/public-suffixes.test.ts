import { getPublicSuffix } from "tldts";
import { expect, test } from "vitest";
import { isKnownPublicSuffix } from "../../src/policy/public-suffixes.ts";

const HOSTERS = ["github.io", "herokuapp.com", "netlify.app", "pages.dev", "vercel.app", "web.app", "workers.dev"];

test.each([
  "com",
  "dev",
  "co.uk",
  "com.au",
  "org.br",
  "ac.jp",
  "gov.uk",
  "go.kr",
  "ne.jp",
  "or.at",
  "net.nz",
  "edu.cn",
  ...HOSTERS,
])("%s is a public suffix, and the Public Suffix List says so too", (domain) => {
  expect(isKnownPublicSuffix(domain)).toBe(true);
  expect(getPublicSuffix(`x.${domain}`, { allowPrivateDomains: true })).toBe(domain);
});

test.each(["net.it", "com.eu", "org.us"])("%s is taken for one to be safe, though it is not on the list", (domain) => {
  expect(isKnownPublicSuffix(domain)).toBe(true);
  expect(getPublicSuffix(`x.${domain}`, { allowPrivateDomains: true })).not.toBe(domain);
});

test.each(["localhost", "example.com", "app.vercel.app", "co.example", "x.co.uk", "company.uk", "co.ukx", "xco.uk"])(
  "%s is none",
  (domain) => {
    expect(isKnownPublicSuffix(domain)).toBe(false);
  },
);
