import type { BlockDetails } from "./block.ts";
import type { MessageCode } from "./message-catalogue.ts";
import { normalizeMethod } from "./methods.ts";

/** The facts about a blocked request: all of them in a simulated browser, fewer in a pasted message. */
export interface FixFacts extends BlockDetails {
  readonly code: MessageCode;
  readonly url?: string | undefined;
  readonly initialUrl?: string | undefined;
  readonly origin?: string | undefined;
  readonly method?: string | undefined;
  readonly credentials?: string | undefined;
  readonly isRedirectTainted?: boolean | undefined;
}

/** The phrases that most fixes contain. */
function partsOf({ url, origin, method, isPreflight }: FixFacts) {
  const request =
    url === undefined ? "the request" : `${isPreflight ? "OPTIONS" : (method ?? "the request to")} ${url}`;
  const answer = isPreflight && url === undefined ? "the response to the preflight" : `the response to ${request}`;
  const allowOrigin = origin
    ? `"Access-Control-Allow-Origin: ${origin}"`
    : "Access-Control-Allow-Origin with the origin of the page";
  return { request, answer, allowOrigin };
}

function originFix(facts: FixFacts): string {
  const { code, url, hint } = facts;
  const { answer, allowOrigin } = partsOf(facts);
  if (facts.isRedirectTainted) {
    return `Do not redirect the request from one foreign origin to another, because it then has "Origin: null"; have the page request ${url} directly`;
  }
  if (code === "missing-allow-origin") return `Send ${allowOrigin} in ${answer}, whatever its status`;
  if (code === "multiple-allow-origin") {
    const wrong = hint ? ` instead of "${hint}"` : "";
    return `Send ${allowOrigin} once, with one value${wrong}, in ${answer}: two programs set the header, or its value is a list`;
  }
  return `Send ${allowOrigin} instead of "${hint}" in ${answer}, if pages from that origin may read it`;
}

/** The fix for the status of a preflight response. */
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
      return `${start}, before any authentication, firewall or CSRF check, because a preflight carries neither credentials nor tokens`;
    case 404:
    case 405:
    case 501:
      return `${start}: the server has no OPTIONS route for this URL, so handle CORS before the router`;
    case 429:
      return `${start}, and exclude preflights from rate limits`;
    case 502:
    case 503:
    case 504:
      return `${start}: a proxy responded without its backend, so start the backend or correct the proxy's upstream address`;
    default:
  }
  if (status >= 500)
    return `${start}: the server failed on the preflight, so check its log, and handle CORS before the code that failed`;
  if (status >= 300 && status < 400) return `${start}, because browsers do not follow a redirect of a preflight`;
  return start;
}

/** The fix for a redirected preflight, which depends on the target. */
function redirectFix(facts: FixFacts): string {
  const { url, hint } = facts;
  const { request } = partsOf(facts);
  const start = `Answer ${url === undefined ? "the preflight" : request} directly instead of redirecting it${hint ? ` to ${hint}` : ""}`;
  const urls = hint && url ? [new URL(url), parse(hint, url)] : [];
  const [from, to] = urls;
  if (!from || !to) return `${start}, or have the page request the URL that the redirect leads to`;
  const page = `have the page request ${to.href}`;
  if (from.protocol === "http:" && to.protocol === "https:" && from.hostname === to.hostname) {
    return `${start}, or ${page}, because the redirect leads from http to https`;
  }
  const isSlash = `${from.pathname}/` === to.pathname || from.pathname === `${to.pathname}/`;
  if (isSlash && from.host === to.host)
    return `${start}, or ${page}, because the two URLs differ in the trailing slash`;
  if (/log-?in|sign-?in|auth|sso/i.test(to.href)) {
    return `${start}: handle preflights before authentication, because they carry no credentials`;
  }
  return `${start}, or have the page request that URL`;
}

const parse = (location: string, base: string): URL | undefined => {
  try {
    return new URL(location, base);
  } catch {
    return undefined;
  }
};

const elementsOf = (value: string | undefined): readonly string[] => (value ?? "").split(",").map((one) => one.trim());

/** The fix for a method. Methods are case-sensitive, and browsers upper-case six of them. */
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
    return `List "${hint}" instead of "${variant}" in Access-Control-Allow-Methods in ${answer}, because methods are case-sensitive`;
  }
  const isWild = credentials === "include" && listed.includes("*");
  return isWild
    ? `List "${hint}" by name in Access-Control-Allow-Methods in ${answer}, because "*" is not a wildcard for a request with credentials`
    : `Add "${hint}" to Access-Control-Allow-Methods in ${answer}`;
}

function headerFix(facts: FixFacts): string {
  const { hint, value, credentials } = facts;
  const { answer } = partsOf({ ...facts, isPreflight: true });
  if (!elementsOf(value).includes("*")) return `Add "${hint}" to Access-Control-Allow-Headers in ${answer}`;
  // Without credentials, Authorization is the only name that the wildcard does not cover.
  const reason =
    credentials === "include" ? '"*" is not a wildcard for a request with credentials' : '"*" does not cover it';
  return `List "${hint}" by name in Access-Control-Allow-Headers in ${answer}, because ${reason}`;
}

/** The change to make, as a sentence for the operator of the server. */
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
      return `Send ${allowOrigin} and "Access-Control-Allow-Credentials: true" instead of "*" in ${answer}, or remove credentials: "include" from the request`;
    case "credentials-not-true":
      return `Send "Access-Control-Allow-Credentials: true" in ${answer}, with "true" in lower case, or remove credentials: "include" from the request`;
    case "preflight-status":
      return statusFix({ ...facts, isPreflight: true });
    case "preflight-redirect":
      return redirectFix({ ...facts, isPreflight: true });
    case "invalid-allow-methods":
      return `Send a comma-separated list of methods${hint ? ` instead of "${hint}"` : ""} in Access-Control-Allow-Methods in ${answer}`;
    case "invalid-allow-headers":
      return `Send a comma-separated list of header names${hint ? ` instead of "${hint}"` : ""} in Access-Control-Allow-Headers in ${answer}`;
    case "method-not-allowed":
      return methodFix(facts);
    case "header-not-allowed":
      return headerFix(facts);
    case "redirect-with-credentials":
      return `Redirect ${url} to a URL without a user name or password`;
    case "redirect-mode-error":
      // A response can have a redirect status without a target.
      return `Answer ${request} directly instead of redirecting it${hint ? ` to ${hint}` : ""}, because the page does not allow redirects`;
    case "redirect-of-stream":
      return `Answer ${request} directly instead of redirecting it to ${hint}, because a streamed body cannot be sent twice`;
    case "invalid-redirect":
      return `Redirect ${url} to a valid URL instead of "${hint}"`;
    case "multiple-locations":
      return `Send one Location instead of ${hint} in ${answer}`;
    case "unsafe-redirect":
      return `Redirect ${url} to an http or https URL${hint ? ` instead of "${hint}"` : ""}`;
    case "too-many-redirects":
      return `End the chain of redirects that begins at ${initialUrl}, because browsers follow at most 20`;
    case "same-origin-mode":
      return `Serve ${url} from ${origin}, or remove mode: "same-origin" from the request`;
    case "no-cors-redirect-mode":
      return 'Remove mode: "no-cors" from the request, or follow redirects';
    case "unsupported-scheme":
      return `Have the page request an http or https URL instead of ${url}`;
    case "bad-port":
      return `Serve ${url} on a different port, because browsers block ${hint ? `port ${hint}` : "this one"}`;
    case "not-cached":
      return 'Remove cache: "only-if-cached" from the request, because the response is not in the cache';
    case "keepalive-too-large":
      return "Remove keepalive: true from the request, or send at most 64 KiB in all pending keepalive requests together";
    case "stream-unauthorized":
      return `Have the page authenticate before it sends the stream, because a browser cannot send a stream again after a 401 for ${request}`;
    case "network-error":
      return `Check the server's log for why ${request} got no response`;
    case "local-network-access":
      return "Have the user grant the page local network access in the site settings, or serve the page from the local network too, because no response header grants access";
    case "private-network":
      return "Serve the page over https, or from the private network too, because no CORS header grants access to a more private address space";
    case "authorization-not-covered":
      return `List "Authorization" by name in Access-Control-Allow-Headers in ${answer}, because "*" will not cover it`;
    case "origin-not-added":
      return "Serve both the page and the API over https, so that the browser can add Origin to the request";
    case "cors-disabled":
      return "Set the Firefox preference content.cors.disable to false";
    case "hidden-reason":
      return "Open the console of the browser, which shows the reason";
  }
}
