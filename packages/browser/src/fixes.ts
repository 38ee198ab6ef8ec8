import type { BlockDetails } from "./block.ts";
import type { MessageCode } from "./message-catalogue.ts";
import { normalizeMethod } from "./methods.ts";

/** The facts about a block: all of them in a simulated browser, fewer in a pasted message. */
export interface FixFacts extends BlockDetails {
  readonly code: MessageCode;
  readonly url?: string | undefined;
  readonly initialUrl?: string | undefined;
  readonly origin?: string | undefined;
  readonly method?: string | undefined;
  readonly credentials?: string | undefined;
  readonly isRedirectTainted?: boolean | undefined;
}

/** The texts that most fixes consist of. */
function partsOf({ url, origin, method, isPreflight }: FixFacts) {
  const request =
    url === undefined ? "the request" : `${isPreflight ? "OPTIONS" : (method ?? "the request to")} ${url}`;
  const answer = isPreflight && url === undefined ? "the answer to the preflight" : `the answer to ${request}`;
  const allowOrigin = origin
    ? `"Access-Control-Allow-Origin: ${origin}"`
    : "Access-Control-Allow-Origin with the origin of the page";
  return { request, answer, allowOrigin };
}

function originFix(facts: FixFacts): string {
  const { code, url, hint } = facts;
  const { answer, allowOrigin } = partsOf(facts);
  if (facts.isRedirectTainted) {
    return `Redirect no page from one foreign origin to another, because the request then has "Origin: null"; let the page request ${url} directly`;
  }
  if (code === "missing-allow-origin") return `Send ${allowOrigin} in ${answer}, whatever its status`;
  if (code === "multiple-allow-origin") {
    const wrong = hint ? ` instead of "${hint}"` : "";
    return `Send ${allowOrigin} in ${answer}, once and alone,${wrong ? `${wrong},` : ""} because two programs set the header or a list was written into it`;
  }
  return `Send ${allowOrigin} instead of "${hint}" in ${answer}, if pages of that origin may read it`;
}

/** The fix that the status of a preflight suggests. */
function statusFix(facts: FixFacts): string {
  const { status = 0 } = facts;
  const { request } = partsOf(facts);
  const preflight = facts.url === undefined ? "the preflight" : request;
  const start = `Answer ${preflight} with a status from 200 to 299${status ? ` instead of ${status}` : ""}`;
  switch (status) {
    case 401:
    case 407:
      return `${start}, before any authentication, because a preflight carries no credentials`;
    case 403:
      return `${start}, before any authentication, firewall or CSRF check: a preflight carries neither credentials nor tokens`;
    case 404:
    case 405:
    case 501:
      return `${start}: the server has no route for OPTIONS there, so let CORS answer before the router`;
    case 429:
      return `${start}, and let no limit on the rate of requests count preflights`;
    case 502:
    case 503:
    case 504:
      return `${start}: a proxy answered without its backend, so start the backend or correct the address of the proxy's upstream`;
    default:
  }
  if (status >= 500)
    return `${start}: the server failed on the preflight, so look into its log and let CORS answer before the code that failed`;
  if (status >= 300 && status < 400) return `${start}: a redirect of a preflight is not followed`;
  return start;
}

/** The fix that the target of a redirected preflight suggests. */
function redirectFix(facts: FixFacts): string {
  const { url, hint } = facts;
  const { request } = partsOf(facts);
  const start = `Answer ${url === undefined ? "the preflight" : request} itself instead of redirecting it${hint ? ` to ${hint}` : ""}`;
  const urls = hint && url ? [new URL(url), parse(hint, url)] : [];
  const [from, to] = urls;
  if (!from || !to) return `${start}, or let the page request the URL that the redirect leads to`;
  const page = `let the page request ${to.href}`;
  if (from.protocol === "http:" && to.protocol === "https:" && from.hostname === to.hostname) {
    return `${start}, or ${page}: the redirect leads from http to https`;
  }
  const isSlash = `${from.pathname}/` === to.pathname || from.pathname === `${to.pathname}/`;
  if (isSlash && from.host === to.host) return `${start}, or ${page}: the two differ in the trailing slash`;
  if (/log-?in|sign-?in|auth|sso/i.test(to.href)) {
    return `${start}: let preflights pass before the authentication, because they carry no credentials`;
  }
  return `${start}, or let the page request that URL`;
}

const parse = (location: string, base: string): URL | undefined => {
  try {
    return new URL(location, base);
  } catch {
    return undefined;
  }
};

const elementsOf = (value: string | undefined): readonly string[] => (value ?? "").split(",").map((one) => one.trim());

/** How to allow a method. Methods are case-sensitive, and browsers upper-case six of them. */
function methodFix(facts: FixFacts): string {
  const { hint, value, credentials } = facts;
  const { answer } = partsOf({ ...facts, isPreflight: true });
  if (!hint) return `Add the method of the request to Access-Control-Allow-Methods in ${answer}`;
  const upper = hint.toUpperCase();
  const listed = elementsOf(value);
  if (hint !== upper && normalizeMethod(hint) === hint) {
    const isListed = value === undefined || listed.includes(upper) || listed.includes("*");
    const addition = isListed ? "" : `, and add "${upper}" to Access-Control-Allow-Methods in ${answer}`;
    return `Write "${upper}" instead of "${hint}" in the page, because browsers do not upper-case it and methods are case-sensitive${addition}`;
  }
  const variant = listed.find((one) => one !== hint && one.toUpperCase() === upper);
  if (variant !== undefined) {
    return `Write "${hint}" instead of "${variant}" into Access-Control-Allow-Methods in ${answer}, because methods are case-sensitive`;
  }
  const isWild = credentials === "include" && listed.includes("*");
  const byName = isWild ? ' by name, because "*" is not a wildcard for a request with credentials' : "";
  return `Add "${hint}" to Access-Control-Allow-Methods in ${answer}${byName}`;
}

function headerFix(facts: FixFacts): string {
  const { hint, value, credentials } = facts;
  const { answer } = partsOf({ ...facts, isPreflight: true });
  const start = `Add "${hint}" to Access-Control-Allow-Headers in ${answer}`;
  if (!elementsOf(value).includes("*")) return start;
  if (credentials === "include")
    return `${start} by name, because "*" is not a wildcard for a request with credentials`;
  // Without credentials, Authorization is the only name that the wildcard does not cover.
  return `${start} by name, because "*" does not cover it`;
}

/** The change to make, in a sentence for the person who runs the server. */
export function fixFor(facts: FixFacts): string {
  const {
    code,
    url = "the URL",
    initialUrl = "the URL of the request",
    origin = "the origin of the page",
    hint,
  } = facts;
  const { request, answer, allowOrigin } = partsOf(facts);
  switch (code) {
    case "missing-allow-origin":
    case "multiple-allow-origin":
    case "invalid-allow-origin":
    case "origin-mismatch":
      return originFix(facts);
    case "wildcard-with-credentials":
      return `Send ${allowOrigin} and "Access-Control-Allow-Credentials: true" instead of "*" in ${answer}, or let the page leave out credentials: "include"`;
    case "credentials-not-true":
      return `Send "Access-Control-Allow-Credentials: true", in lower case, in ${answer}, or let the page leave out credentials: "include"`;
    case "preflight-status":
      return statusFix({ ...facts, isPreflight: true });
    case "preflight-redirect":
      return redirectFix({ ...facts, isPreflight: true });
    case "invalid-allow-methods":
      return `Write a comma-separated list of methods${hint ? ` instead of "${hint}"` : ""} into Access-Control-Allow-Methods in ${answer}`;
    case "invalid-allow-headers":
      return `Write a comma-separated list of header names${hint ? ` instead of "${hint}"` : ""} into Access-Control-Allow-Headers in ${answer}`;
    case "method-not-allowed":
      return methodFix(facts);
    case "header-not-allowed":
      return headerFix(facts);
    case "redirect-with-credentials":
      return `Redirect ${url} to a URL without a user name and password`;
    case "redirect-mode-error":
      // A status can redirect without a target.
      return `Answer ${request} itself instead of redirecting it${hint ? ` to ${hint}` : ""}, because the page allows no redirect`;
    case "redirect-of-stream":
      return `Answer ${request} itself instead of redirecting it to ${hint}, because a streamed body cannot be sent twice`;
    case "invalid-redirect":
      return `Redirect ${url} to a valid URL instead of "${hint}"`;
    case "multiple-locations":
      return `Send one Location instead of ${hint} in ${answer}`;
    case "unsafe-redirect":
      return `Redirect ${url} to a URL with http or https${hint ? ` instead of "${hint}"` : ""}`;
    case "too-many-redirects":
      return `End the chain of redirects that begins at ${initialUrl}, because browsers follow 20 at most`;
    case "same-origin-mode":
      return `Serve ${url} from ${origin}, or let the page leave out mode: "same-origin"`;
    case "no-cors-redirect-mode":
      return 'Let the page leave out mode: "no-cors", or follow redirects';
    case "unsupported-scheme":
      return `Let the page request a URL with http or https instead of ${url}`;
    case "bad-port":
      return `Serve ${url} on another port, because browsers reserve ${hint || "this one"} for another protocol`;
    case "not-cached":
      return 'Let the page leave out cache: "only-if-cached", because a simulated browser has no HTTP cache';
    case "keepalive-too-large":
      return "Let the page leave out keepalive: true, or send at most 64 KiB in all of its keepalive requests together";
    case "stream-unauthorized":
      return `Let the page authenticate before it sends the stream, because a browser that gets 401 for ${request} cannot send a stream again`;
    case "network-error":
      return `Look into the server's log for why ${request} has no answer`;
    case "local-network-access":
      return "Let the user grant the page local network access in the settings of the site, or serve the page from the local network too: no response header grants it";
    case "private-network":
      return "Serve the page by https, or from the private network too: no CORS header grants access to a more private address space";
    case "authorization-not-covered":
      return `Add "Authorization" to Access-Control-Allow-Headers in ${answer} by name, because "*" will not cover it`;
    case "origin-not-added":
      return "Serve both the page and the server by https, so that the browser can add Origin to the request";
    case "cors-disabled":
      return "Set the preference content.cors.disable of Firefox to false";
    case "hidden-reason":
      return "Look into the console of the browser: it prints the reason, which the page is not told";
  }
}
