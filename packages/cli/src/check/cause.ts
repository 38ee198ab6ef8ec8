import type { HeaderLine } from "@fetch-cors/browser";
import { valuesOf } from "../header-lines.ts";
import { answeredBy } from "./answered-by.ts";
import type { EngineExchange, Evaluation } from "./evaluate.ts";

/** The facts that a sentence needs. */
interface Facts {
  /** The value of the request's `Origin`. */
  readonly origin: string;
  readonly isPreflight: boolean;
  readonly status: number;
  readonly lines: readonly HeaderLine[];
  /** The method that a preflight requests. */
  readonly method: string;
  /** The header names that a preflight requests. */
  readonly names: readonly string[];
  /** "nginx/1.22.1 responds to the preflight". */
  readonly answers: string;
}

const headerOf = ({ lines }: Facts, name: string): string | undefined => {
  const values = valuesOf(lines, name.toLowerCase());
  return values.length > 0 ? values.join(", ") : undefined;
};

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

/** The probable reason for a preflight status that browsers do not accept. */
function reasonForStatus(status: number): string {
  if (status === 401 || status === 407)
    return "authentication runs before CORS, and a preflight includes no credentials";
  if (status === 403) return "a firewall, authentication or a CSRF check runs before CORS";
  if (status === 404 || status === 405 || status === 501) return "no CORS code handles OPTIONS for this URL";
  if (status === 429) return "a rate limit counts preflights";
  if (status >= 500) return "the server fails on OPTIONS";
  if (status >= 300 && status < 400) return "browsers do not follow redirects of preflights";
  return "browsers accept only 200 to 299";
}

/** The sentence for a wrong preflight status. Some engines report the status, others the missing header. */
function preflightStatus(facts: Facts): string {
  const without = headerOf(facts, ALLOW_ORIGIN) === undefined ? ` and without ${ALLOW_ORIGIN}` : "";
  return `${facts.answers} with status ${facts.status}${without}: ${reasonForStatus(facts.status)}`;
}

function missingAllowOrigin(facts: Facts): string {
  const { status, answers, isPreflight, origin } = facts;
  if (isPreflight && (status < 200 || status > 299)) return preflightStatus(facts);
  if (status >= 400)
    return `${answers} with the error status ${status} and without ${ALLOW_ORIGIN}: the CORS code does not handle error responses`;
  if (status >= 300 && status < 400)
    return `${answers} with a redirect without ${ALLOW_ORIGIN}, which every redirect needs`;
  if (origin === "null") return `${answers} without ${ALLOW_ORIGIN}, and only "*" allows an opaque origin`;
  return `${answers} without ${ALLOW_ORIGIN}: the server does not allow ${origin}, or has no CORS code for this URL`;
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
  "origin-mismatch": (facts) => {
    const allowed = headerOf(facts, ALLOW_ORIGIN) ?? "";
    return `${facts.answers} and allows ${allowed}${difference(allowed, facts.origin)}, but the origin of the page is ${facts.origin}`;
  },
  "wildcard-with-credentials": ({ answers }) =>
    `${answers} with ${ALLOW_ORIGIN}: *, which browsers reject for a request with credentials`,
  "credentials-not-true": (facts) => {
    const sent = headerOf(facts, "Access-Control-Allow-Credentials");
    return `The page sends credentials, and ${facts.answers.replace(/^The/, "the")} ${sent === undefined ? "without Access-Control-Allow-Credentials: true" : `with Access-Control-Allow-Credentials: ${sent}, which is not true`}`;
  },
  "preflight-status": preflightStatus,
  "preflight-redirect": (facts) =>
    `${facts.answers} with a redirect to ${headerOf(facts, "Location")}, and browsers do not follow redirects of preflights`,
  "method-not-allowed": (facts) => {
    const listed = headerOf(facts, "Access-Control-Allow-Methods");
    const what = listed
      ? `and allows the methods ${listed}, not`
      : "without Access-Control-Allow-Methods, so it does not allow";
    return `${facts.answers} ${what} ${facts.method}`;
  },
  "header-not-allowed": (facts) => {
    const listed = headerOf(facts, "Access-Control-Allow-Headers");
    const allowed = (listed ?? "").split(",").map((name) => name.trim().toLowerCase());
    const missing = facts.names.filter((name) => !allowed.includes(name)).join(", ");
    const what = listed
      ? `and allows the headers ${listed}, not`
      : "without Access-Control-Allow-Headers, so it does not allow";
    return `${facts.answers} ${what} ${missing}`;
  },
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

function factsOf({ exchange, answer }: EngineExchange, origin: string, isLater: boolean): Facts {
  const { kind, request } = exchange;
  const lines = answer?.headers ?? [];
  const [program = "The server"] = answeredBy(lines).programs;
  const isPreflight = kind === "preflight";
  const what = `${isPreflight ? "the preflight" : "the request"}${isLater ? ` to ${request.url}` : ""}`;
  return {
    // After a redirect between two origins that are not the page's, the request has an opaque origin.
    origin: request.headers.get("Origin") ?? origin,
    isPreflight,
    status: answer?.status ?? 0,
    method: request.headers.get("Access-Control-Request-Method") ?? request.method,
    names: (request.headers.get("Access-Control-Request-Headers") ?? "").split(","),
    lines,
    answers: `${program} responds to ${what}`,
  };
}

/** Why an engine blocks a request, in one sentence; `undefined` if it does not. */
export function causeOf({ verdict, code, message, exchanges }: Evaluation, origin: string): string | undefined {
  if (verdict === "unreachable") return message;
  if (verdict !== "blocked" || code === undefined) return undefined;
  if (code === "mixed-content") return "The page is loaded over https and requests an http URL, which browsers block";
  if (code === "bad-port") return "Browsers block the port of the URL, because it is reserved for a different protocol";
  const last = exchanges.at(-1);
  if (!last) return message;
  const isLater = last.exchange.request.url !== exchanges[0]?.exchange.request.url;
  const facts = factsOf(last, origin, isLater);
  return SENTENCES[code]?.(facts) ?? `${facts.answers} in a way that the browser cannot use`;
}
