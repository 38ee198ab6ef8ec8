import { varyFix } from "../vary-fix.ts";
import type { FindingCode } from "./finding.ts";

/** The texts for a kind of finding. */
export interface Rule {
  /** A few words, as a heading. */
  readonly title: string;
  /** The attacker, as the subject of a sentence; only for codes about origins. `$` stands for the origin. */
  readonly subject?: string;
  readonly fix: string;
}

const COMPARE = "Compare the whole Origin header with a list of origins";

/** The rules by code. */
export const RULES: Readonly<Record<FindingCode, Rule>> = {
  "arbitrary-origin": {
    title: "Every origin is allowed",
    subject: "Any site",
    fix: `${COMPARE} before you send it in Access-Control-Allow-Origin`,
  },
  "null-origin": {
    title: "The origin null is allowed",
    subject: "Any site, through a sandboxed frame,",
    fix: 'Never allow "null", because every sandboxed frame has this origin',
  },
  "prefix-match": {
    title: "The end of the origin is not checked",
    subject: "A site whose name begins with an allowed name, $,",
    fix: `${COMPARE}, or end the pattern with $`,
  },
  "suffix-match": {
    title: "The beginning of the host is not checked",
    subject: "A site whose name ends with an allowed name, $,",
    fix: `${COMPARE}, or include the scheme and the dot before the domain in the comparison`,
  },
  "unescaped-dot": {
    title: "A dot in the pattern matches any character",
    subject: "A site whose name has a different character instead of a dot, $,",
    fix: `${COMPARE}, or escape each dot in the pattern`,
  },
  "special-character": {
    title: "The pattern stops at a special character",
    subject: "A site whose name has a special character after an allowed name, $,",
    fix: `${COMPARE}, or end the pattern with $`,
  },
  "other-top-level-domain": {
    title: "The top-level domain is not checked",
    subject: "A site with the same name under a different top-level domain, $,",
    fix: `${COMPARE}, including the top-level domain`,
  },
  "truncated-origin": {
    title: "Part of an allowed origin is allowed",
    subject: "A site whose name is part of an allowed name, $,",
    fix: "Look up the origin in a list of strings, not in one string",
  },
  "first-label": {
    title: "Only the first label of the host is checked",
    subject: "A site whose first label is the same, $,",
    fix: COMPARE,
  },
  "shared-host": {
    title: "A host where anyone can publish is allowed",
    subject: "Anyone who publishes a page on the same hosting service, such as $,",
    fix: "Allow the exact origins of your own pages, not the suffix of a hosting service",
  },
  "insecure-origin": {
    title: "An http origin is allowed",
    subject: "An attacker on the user's network, who can impersonate $,",
    fix: "Allow only the https origin",
  },
  "other-port": {
    title: "The port is not checked",
    subject: "A different service on the host of an allowed origin, $,",
    fix: `${COMPARE}, including the port`,
  },
  "any-subdomain": {
    title: "Every subdomain is allowed",
    subject: "A page on any subdomain, such as $,",
    fix: "Allow only the origins that need access, unless every subdomain is under your control",
  },
  "local-origin": {
    title: "Origins of the user's own machine or network are allowed",
    subject: "A program on the user's machine or network that serves pages, such as $,",
    fix: "Allow local origins only in development",
  },
  "app-origin": {
    title: "Local files, apps or extensions are allowed",
    subject: "A local file, an app or a browser extension, with an origin such as $,",
    fix: "Allow the exact origin of your own app or extension",
  },
  "origin-from-query": {
    title: "The allowed origin comes from the query",
    subject: "Any site that writes its origin into the query",
    fix: `${COMPARE}; the page that sends the request also chooses its URL`,
  },
  "origin-from-referrer": {
    title: "The allowed origin depends on the referrer",
    subject: "Any site that writes an allowed origin into the path of its page",
    fix: `${COMPARE}; the page chooses the path in Referer`,
  },
  "missing-vary": {
    title: "Vary does not include Origin",
    fix: varyFix("for this resource"),
  },
  "cached-origin": {
    title: "A cache gives a response to the wrong origin",
    fix: 'Send "Vary: Origin", and make the cache honor it, or keep the response out of caches with "Cache-Control: no-store"',
  },
  "multiple-allow-origin": {
    title: "Access-Control-Allow-Origin has several values",
    fix: "Send only the request's origin, if it is allowed",
  },
  "repeated-header": {
    title: "A CORS header has several lines",
    fix: "Let only one program set the CORS headers: the application or the proxy",
  },
  "invalid-allow-origin": {
    title: "Access-Control-Allow-Origin is not an origin",
    fix: 'Send an origin as browsers do: "https://app.example.com", without a trailing slash, a path or a pattern',
  },
  "preflight-authentication": {
    title: "Preflights need authentication",
    fix: "Respond to OPTIONS requests that have Access-Control-Request-Method before authentication, because browsers never send credentials with them",
  },
  "preflight-redirect": {
    title: "Preflights are redirected",
    fix: "Respond to OPTIONS requests without a redirect, or let pages request the final URL",
  },
  "wildcard-with-credentials": {
    title: "* is combined with Access-Control-Allow-Credentials",
    fix: 'Leave out Access-Control-Allow-Credentials, or send the origin of the request instead of "*" if it is allowed',
  },
  "public-response": {
    title: "The response is public",
    fix: "None if everyone may read the response; otherwise allow only the origins of your own pages",
  },
  "authentication-required": {
    title: "The server requires authentication",
    fix: "Pass --cookie with the cookies of a user to find out what pages can then read",
  },
  "trusted-origin-blocked": {
    title: "A trusted origin is blocked",
    fix: "Allow the origin if its pages need the response; fetch-cors check shows what is missing",
  },
};
