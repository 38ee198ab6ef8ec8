import { getPublicSuffix } from "tldts";
import { expect, test } from "vitest";
import { isKnownPublicSuffix } from "../../src/policy/public-suffixes.ts";

/** The hosting services that every version of the list must contain. */
const HOSTERS = [
  ...["github.io", "gitlab.io", "vercel.app", "netlify.app", "pages.dev", "workers.dev", "r2.dev", "herokuapp.com"],
  ...["web.app", "firebaseapp.com", "appspot.com", "azurewebsites.net", "cloudfront.net", "amplifyapp.com"],
  ...["elasticbeanstalk.com", "onrender.com", "fly.dev", "up.railway.app", "deno.dev", "supabase.co", "surge.sh"],
  ...["replit.app", "ngrok-free.app", "trycloudflare.com", "myshopify.com", "blogspot.com", "webflow.io", "hf.space"],
];

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
  ...["gob.mx", "gouv.fr", "me.uk", "id.au", "in.th", "web.id", "nom.fr", "mil.br", "asso.fr", "govt.nz", "gv.at"],
  ...["com.bd", "anything.ck", "co.np"],
  ...HOSTERS,
])("%s is a public suffix, also in the Public Suffix List", (domain) => {
  expect(isKnownPublicSuffix(domain)).toBe(true);
  expect(getPublicSuffix(`x.${domain}`, { allowPrivateDomains: true })).toBe(domain);
});

test.each(["net.it", "com.eu", "org.us", "run.app", "amazonaws.com"])(
  "%s counts as a public suffix, to be safe, although it is not in the list",
  (domain) => {
    expect(isKnownPublicSuffix(domain)).toBe(true);
    expect(getPublicSuffix(`x.${domain}`, { allowPrivateDomains: true })).not.toBe(domain);
  },
);

test.each([
  "localhost",
  "example.com",
  "app.vercel.app",
  "co.example",
  "x.co.uk",
  "company.uk",
  "co.ukx",
  "xco.uk",
  "web.de",
  "me.de",
  "a.b.ck",
])("%s is not a public suffix", (domain) => {
  expect(isKnownPublicSuffix(domain)).toBe(false);
});
