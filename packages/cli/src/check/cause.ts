import { allowsOrigin, isOkStatus } from "../denial.ts";
import { reasonForDenial, reasonForStatus } from "../denial-reason.ts";
import type { Evaluation } from "./evaluate.ts";
import { type Facts, factsOf, headerOf, missingNames, refusedMethod, refusedNames } from "./facts.ts";

const ALLOW_ORIGIN = "Access-Control-Allow-Origin";

/** How an allowed origin differs from the page's origin. */
function difference(allowed: string, origin: string): string {
  if (allowed === `${origin}/`) return ", with a trailing slash, which no origin has";
  if (allowed.toLowerCase() === origin) return ", in a different letter case";
  if (!URL.canParse(allowed) || !URL.canParse(origin)) return "";
  const [one, other] = [new URL(allowed), new URL(origin)];
  if (one.hostname === other.hostname && one.protocol !== other.protocol) return ", with a different scheme";
  if (one.hostname === other.hostname) return ", with a different port";
  const isWww = one.hostname === `www.${other.hostname}` || other.hostname === `www.${one.hostname}`;
  return isWww ? ", and the www subdomain is a different origin" : "";
}

/** The sentence for a redirected preflight. Some engines report the redirect, others the missing header. */
function preflightRedirect(facts: Facts): string {
  const start = `${facts.answers} with a redirect to ${headerOf(facts, "Location")}, and browsers do not follow redirects of preflights`;
  return headerOf(facts, ALLOW_ORIGIN) === undefined
    ? `${start}. It is also without ${ALLOW_ORIGIN}: ${reasonForDenial(facts)}`
    : start;
}

/**
 * The sentence for a preflight status that browsers do not accept. Some engines report the status, others the origin,
 * the method or the header name that CORS code rejects with this status.
 */
function preflightStatus(facts: Facts): string {
  const { status } = facts;
  const answers = `${facts.answers} with status ${status}`;
  if (headerOf(facts, ALLOW_ORIGIN) === undefined)
    return `${answers} and without ${ALLOW_ORIGIN}: ${reasonForDenial(facts)}`;
  if (!allowsOrigin(facts)) return originMismatch({ ...facts, answers });
  if (refusedMethod(facts)) return methodNotAllowed({ ...facts, answers });
  if (refusedNames(facts)) return headerNotAllowed({ ...facts, answers });
  return `${answers}: ${reasonForStatus(status, "browsers accept only 200 to 299")}`;
}

function originMismatch(facts: Facts): string {
  const allowed = headerOf(facts, ALLOW_ORIGIN) ?? "";
  return `${facts.answers} and allows ${allowed}${difference(allowed, facts.origin)}, but the origin of the page is ${facts.origin}`;
}

function methodNotAllowed(facts: Facts): string {
  const listed = headerOf(facts, "Access-Control-Allow-Methods");
  const what = listed
    ? `and allows the methods ${listed}, not`
    : "without Access-Control-Allow-Methods, so it does not allow";
  return `${facts.answers} ${what} ${facts.method}`;
}

function headerNotAllowed(facts: Facts): string {
  const listed = headerOf(facts, "Access-Control-Allow-Headers");
  const what = listed
    ? `and allows the headers ${listed}, not`
    : "without Access-Control-Allow-Headers, so it does not allow";
  return `${facts.answers} ${what} ${missingNames(facts).join(", ")}`;
}

function missingAllowOrigin(facts: Facts): string {
  const { status, answers, isPreflight, origin } = facts;
  const isRedirect = status >= 300 && status < 400;
  if (isPreflight && isRedirect && headerOf(facts, "Location") !== undefined) return preflightRedirect(facts);
  if (isPreflight && !isOkStatus(status)) return preflightStatus(facts);
  const reason = reasonForDenial(facts);
  if (status >= 400) return `${answers} with the error status ${status} and without ${ALLOW_ORIGIN}: ${reason}`;
  if (isRedirect) return `${answers} with a redirect without ${ALLOW_ORIGIN}: ${reason}`;
  if (origin === "null") return `${answers} without ${ALLOW_ORIGIN}, and only "*" allows an opaque origin`;
  return `${answers} without ${ALLOW_ORIGIN}: ${reason}`;
}

/** The sentence for each code. */
const SENTENCES: Readonly<Record<string, (facts: Facts) => string>> = {
  "missing-allow-origin": missingAllowOrigin,
  "multiple-allow-origin": (facts) => {
    const count = facts.lines.filter(([name]) => name.toLowerCase() === ALLOW_ORIGIN.toLowerCase()).length;
    const what =
      count > 1 ? `${count} ${ALLOW_ORIGIN} lines, because two programs set it` : `a list in ${ALLOW_ORIGIN}`;
    return `${facts.answers} with ${what}: ${headerOf(facts, ALLOW_ORIGIN)}`;
  },
  "invalid-allow-origin": (facts) =>
    `${facts.answers} with ${ALLOW_ORIGIN}: ${headerOf(facts, ALLOW_ORIGIN) || '""'}, which is not an origin`,
  "origin-mismatch": (facts) =>
    facts.isPreflight && !isOkStatus(facts.status) ? preflightStatus(facts) : originMismatch(facts),
  "wildcard-with-credentials": ({ answers }) =>
    `${answers} with ${ALLOW_ORIGIN}: *, which browsers reject for a request with credentials`,
  "credentials-not-true": (facts) => {
    const sent = headerOf(facts, "Access-Control-Allow-Credentials");
    return `The page sends credentials, and ${facts.answers.replace(/^The/, "the")} ${sent === undefined ? "without Access-Control-Allow-Credentials: true" : `with Access-Control-Allow-Credentials: ${sent}, which is not true`}`;
  },
  "preflight-status": preflightStatus,
  "preflight-redirect": preflightRedirect,
  "method-not-allowed": methodNotAllowed,
  "header-not-allowed": headerNotAllowed,
  "invalid-allow-methods": (facts) =>
    `${facts.answers} with an Access-Control-Allow-Methods value that is not a list of methods`,
  "invalid-allow-headers": (facts) =>
    `${facts.answers} with an Access-Control-Allow-Headers value that is not a list of header names`,
  "network-error": ({ answers }) => `${answers} with 407, which Chromium accepts only from a proxy`,
  "too-many-redirects": () => "There are too many redirects: browsers follow at most 20",
  "unsafe-redirect": (facts) =>
    `${facts.answers} with a redirect to ${headerOf(facts, "Location")}, which is not an http or https URL`,
  "invalid-redirect": (facts) =>
    `${facts.answers} with a redirect to ${JSON.stringify(headerOf(facts, "Location"))}, which is not a URL`,
  "multiple-locations": ({ answers }) => `${answers} with more than one Location header`,
  "redirect-with-credentials": ({ answers }) =>
    `${answers} with a redirect to a URL that contains a user name or a password`,
};

/** Why an engine blocks a request, in one or two sentences; `undefined` if it does not. */
export function causeOf({ verdict, code, message, exchanges }: Evaluation, origin: string): string | undefined {
  if (verdict === "unreachable") return message;
  if (verdict !== "blocked" || code === undefined) return undefined;
  if (code === "mixed-content") return "The page is loaded over https and requests an http URL, which browsers block";
  if (code === "bad-port") return "Browsers block the port of the URL, because it is reserved for a different protocol";
  const facts = factsOf(exchanges, origin);
  if (!facts) return message;
  return SENTENCES[code]?.(facts) ?? `${facts.answers} in a way that the browser cannot use`;
}
