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
  /** "nginx/1.22.1 answers the preflight". */
  readonly answers: string;
}

const headerOf = ({ lines }: Facts, name: string): string | undefined => {
  const values = valuesOf(lines, name.toLowerCase());
  return values.length > 0 ? values.join(", ") : undefined;
};

const ALLOW_ORIGIN = "Access-Control-Allow-Origin";

/** How an allowed origin differs from that of the page. */
function difference(allowed: string, origin: string): string {
  if (allowed === `${origin}/`) return ", with a slash at the end that no origin has";
  if (allowed.toLowerCase() === origin) return ", in another letter case";
  if (!URL.canParse(allowed) || !URL.canParse(origin)) return "";
  const [one, other] = [new URL(allowed), new URL(origin)];
  if (one.hostname === other.hostname && one.protocol !== other.protocol) return ", with another scheme";
  if (one.hostname === other.hostname) return ", with another port";
  const isWww = one.hostname === `www.${other.hostname}` || other.hostname === `www.${one.hostname}`;
  return isWww ? ", and www makes another origin" : "";
}

/** Why a preflight gets a status that browsers do not accept. */
function reasonForStatus(status: number): string {
  if (status === 401 || status === 407)
    return "authentication comes before CORS, and a preflight carries no credentials";
  if (status === 403) return "a firewall, authentication or a check for CSRF comes before CORS";
  if (status === 404 || status === 405 || status === 501) return "no code for CORS answers OPTIONS there";
  if (status === 429) return "a limit on the rate of requests counts preflights";
  if (status >= 500) return "the server fails on OPTIONS";
  if (status >= 300 && status < 400) return "browsers do not follow a redirect of a preflight";
  return "a browser accepts 200 to 299";
}

/** A preflight with a wrong status; engines differ in whether they report the status or the missing header. */
function preflightStatus(facts: Facts): string {
  const without = headerOf(facts, ALLOW_ORIGIN) === undefined ? ` and without ${ALLOW_ORIGIN}` : "";
  return `${facts.answers} with status ${facts.status}${without}: ${reasonForStatus(facts.status)}`;
}

function missingAllowOrigin(facts: Facts): string {
  const { status, answers, isPreflight, origin } = facts;
  if (isPreflight && (status < 200 || status > 299)) return preflightStatus(facts);
  if (status >= 400)
    return `${answers} with an error, ${status}, without ${ALLOW_ORIGIN}: errors do not pass through the code for CORS`;
  if (status >= 300 && status < 400)
    return `${answers} with a redirect without ${ALLOW_ORIGIN}, and every hop needs the header`;
  if (origin === "null") return `${answers} without ${ALLOW_ORIGIN}, and only "*" allows an opaque origin`;
  return `${answers} without ${ALLOW_ORIGIN}: the server does not allow ${origin}, or has no code for CORS there`;
}

/** The cause of each code. */
const SENTENCES: Readonly<Record<string, (facts: Facts) => string>> = {
  "missing-allow-origin": missingAllowOrigin,
  "multiple-allow-origin": (facts) => {
    const count = facts.lines.filter(([name]) => name.toLowerCase() === ALLOW_ORIGIN.toLowerCase()).length;
    const what =
      count > 1 ? `${count} lines of ${ALLOW_ORIGIN}, because two programs set it` : `a list in ${ALLOW_ORIGIN}`;
    return `${facts.answers} with ${what}: ${headerOf(facts, ALLOW_ORIGIN)}`;
  },
  "invalid-allow-origin": (facts) =>
    `${facts.answers} with ${ALLOW_ORIGIN}: ${headerOf(facts, ALLOW_ORIGIN) || '""'}, which is not an origin`,
  "origin-mismatch": (facts) => {
    const allowed = headerOf(facts, ALLOW_ORIGIN) ?? "";
    return `${facts.answers} and allows ${allowed}${difference(allowed, facts.origin)}, and the page is of ${facts.origin}`;
  },
  "wildcard-with-credentials": ({ answers }) =>
    `${answers} with ${ALLOW_ORIGIN}: *, which does not count for a request with credentials`,
  "credentials-not-true": (facts) => {
    const sent = headerOf(facts, "Access-Control-Allow-Credentials");
    return `The page sends credentials, and ${facts.answers.replace(/^The/, "the")} ${sent === undefined ? "without Access-Control-Allow-Credentials: true" : `with Access-Control-Allow-Credentials: ${sent}, which is not true`}`;
  },
  "preflight-status": preflightStatus,
  "preflight-redirect": (facts) =>
    `${facts.answers} with a redirect to ${headerOf(facts, "Location")}, and browsers do not follow a redirect of a preflight`,
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
    `${facts.answers} with a value of Access-Control-Allow-Methods that is not a list of methods`,
  "invalid-allow-headers": (facts) =>
    `${facts.answers} with a value of Access-Control-Allow-Headers that is not a list of header names`,
  "network-error": ({ answers }) => `${answers} with 407, which Chromium accepts from a proxy only`,
  "too-many-redirects": () => "The redirects do not end, and browsers follow 20",
  "unsafe-redirect": (facts) =>
    `${facts.answers} with a redirect to ${headerOf(facts, "Location")}, which is not a URL with http or https`,
  "invalid-redirect": (facts) =>
    `${facts.answers} with a redirect to ${JSON.stringify(headerOf(facts, "Location"))}, which is not a URL`,
  "multiple-locations": ({ answers }) => `${answers} with more than one Location`,
  "redirect-with-credentials": ({ answers }) => `${answers} with a redirect to a URL with a user name or a password`,
};

function factsOf({ exchange, answer }: EngineExchange, origin: string, isLater: boolean): Facts {
  const { kind, request } = exchange;
  const lines = answer?.headers ?? [];
  const [program = "The server"] = answeredBy(lines).programs;
  const isPreflight = kind === "preflight";
  const what = `${isPreflight ? "the preflight" : "the request"}${isLater ? ` to ${request.url}` : ""}`;
  return {
    // After a redirect between two other origins, the request has an opaque origin.
    origin: request.headers.get("Origin") ?? origin,
    isPreflight,
    status: answer?.status ?? 0,
    method: request.headers.get("Access-Control-Request-Method") ?? request.method,
    names: (request.headers.get("Access-Control-Request-Headers") ?? "").split(","),
    lines,
    answers: `${program} answers ${what}`,
  };
}

/** Why an engine blocks a request, in one sentence; `undefined` if it does not. */
export function causeOf({ verdict, code, message, exchanges }: Evaluation, origin: string): string | undefined {
  if (verdict === "unreachable") return message;
  if (verdict !== "blocked" || code === undefined) return undefined;
  if (code === "mixed-content")
    return "The page is loaded by https and requests a URL with http, which browsers do not send";
  if (code === "bad-port") return "Browsers reserve the port of the URL for another protocol, and send nothing to it";
  const last = exchanges.at(-1);
  if (!last) return message;
  const isLater = last.exchange.request.url !== exchanges[0]?.exchange.request.url;
  const facts = factsOf(last, origin, isLater);
  return SENTENCES[code]?.(facts) ?? `${facts.answers} in a way that the browser cannot use`;
}
