import type { FindingCode } from "./finding.ts";

/** The texts for a kind of finding. */
export interface Rule {
  /** A few words, as a heading. */
  readonly title: string;
  /** The attacker, as the subject of a sentence; only for codes of origins. `$` is the origin. */
  readonly subject?: string;
  readonly fix: string;
}

const COMPARE = "Compare the whole Origin header with a list of origins";

/** The rules by code. */
export const RULES: Readonly<Record<FindingCode, Rule>> = {
  "arbitrary-origin": {
    title: "Every origin is allowed",
    subject: "Any site",
    fix: `${COMPARE} before you send it back in Access-Control-Allow-Origin`,
  },
  "null-origin": {
    title: "The origin null is allowed",
    subject: "Any site, through a sandboxed frame,",
    fix: 'Never allow "null": every sandboxed frame has this origin',
  },
  "prefix-match": {
    title: "The end of the origin is not checked",
    subject: "A site whose name begins like an allowed one, $,",
    fix: `${COMPARE}, or end the pattern with $`,
  },
  "suffix-match": {
    title: "The beginning of the host is not checked",
    subject: "A site whose name ends like an allowed one, $,",
    fix: `${COMPARE}, or write the dot and the scheme in front of the domain into the comparison`,
  },
  "unescaped-dot": {
    title: "A dot in the pattern stands for any character",
    subject: "A site whose name has another character in the place of a dot, $,",
    fix: `${COMPARE}, or escape each dot of the pattern`,
  },
  "special-character": {
    title: "The pattern stops at a special character",
    subject: "A site whose name has a special character behind an allowed name, $,",
    fix: `${COMPARE}, or end the pattern with $`,
  },
  "other-top-level-domain": {
    title: "The top-level domain is not checked",
    subject: "A site with the same name under another top-level domain, $,",
    fix: `${COMPARE}, with the top-level domain`,
  },
  "truncated-origin": {
    title: "A part of an allowed origin is allowed",
    subject: "A site whose name is a part of an allowed one, $,",
    fix: "Look the origin up in a list of strings, not in one string",
  },
  "first-label": {
    title: "Only the first label of the host is checked",
    subject: "A site whose first label is the same, $,",
    fix: COMPARE,
  },
  "shared-host": {
    title: "A host where anyone can publish is allowed",
    subject: "Anyone who publishes a page at the same hoster, like $,",
    fix: "Allow the exact origins of your own pages there, not a suffix of the hoster",
  },
  "insecure-origin": {
    title: "An http origin is allowed",
    subject: "An attacker on the user's network, who answers in the place of $,",
    fix: "Allow the https origin only",
  },
  "other-port": {
    title: "The port is not checked",
    subject: "Another service on the host of an allowed origin, $,",
    fix: `${COMPARE}, with the port`,
  },
  "any-subdomain": {
    title: "Every subdomain is allowed",
    subject: "A page of any subdomain, like $,",
    fix: "Allow the origins that need it, unless every subdomain is under your control",
  },
  "local-origin": {
    title: "Origins of the user's own machine or network are allowed",
    subject: "A program on the user's machine or network that serves pages, like $,",
    fix: "Allow local origins in development only",
  },
  "app-origin": {
    title: "Local files, apps or extensions are allowed",
    subject: "A local file, an app or an extension of the browser, with an origin like $,",
    fix: "Allow the exact origin of your own app or extension",
  },
  "origin-from-query": {
    title: "The allowed origin comes from the query",
    subject: "Any site that writes its origin into the query",
    fix: `${COMPARE}; the page that sends the request also writes its URL`,
  },
  "origin-from-referrer": {
    title: "The allowed origin depends on the referrer",
    subject: "Any site that writes an allowed origin into the path of its page",
    fix: `${COMPARE}; the path in Referer is whatever the page wants`,
  },
  "missing-vary": {
    title: "Vary does not name Origin",
    fix: 'Send "Vary: Origin" on every response of this resource, also if the origin is denied or absent',
  },
  "cached-origin": {
    title: "A cache hands out the response to another origin",
    fix: 'Send "Vary: Origin", and let the cache honour it, or keep the response out of caches with "Cache-Control: no-store"',
  },
  "multiple-allow-origin": {
    title: "Access-Control-Allow-Origin has several values",
    fix: "Send the one origin that the request names, if it is allowed",
  },
  "repeated-header": {
    title: "A CORS header has several lines",
    fix: "Let one program set the CORS headers: the application or the proxy",
  },
  "invalid-allow-origin": {
    title: "Access-Control-Allow-Origin is not an origin",
    fix: 'Send an origin as browsers do: "https://app.example.com", without slash, path or pattern',
  },
  "preflight-authentication": {
    title: "Preflights meet authentication",
    fix: "Answer OPTIONS requests with Access-Control-Request-Method before authentication: browsers never send credentials with them",
  },
  "preflight-redirect": {
    title: "Preflights are redirected",
    fix: "Answer OPTIONS requests without a redirect, or let pages request the final URL",
  },
  "wildcard-with-credentials": {
    title: "* goes with Access-Control-Allow-Credentials",
    fix: 'Leave out Access-Control-Allow-Credentials, or send the origin of the request in the place of "*" if it is allowed',
  },
  "public-response": {
    title: "The response is public",
    fix: "Nothing, if everyone may read it; otherwise allow the origins of your own pages only",
  },
  "authentication-required": {
    title: "The server wants to know the user",
    fix: "Pass --cookie with the cookies of a user, to find out what pages can read then",
  },
  "trusted-origin-blocked": {
    title: "A trusted origin is blocked",
    fix: "Allow the origin if pages of it need the response; fetch-cors check shows what is missing",
  },
};
