import type { Block, BlockedCode } from "./blocked-error.ts";
import type { FetchRequest } from "./fetch-request.ts";
import { stripWhitespace } from "./header-list.ts";
import { CATALOGUES, fill } from "./message-catalogue.ts";
import { isToken } from "./methods.ts";
import { readLocation } from "./redirect-location.ts";

/** Chromium says of these that they are about a preflight. */
const ACCESS_CHECKS: readonly BlockedCode[] = [
  ...(["missing-allow-origin", "multiple-allow-origin", "invalid-allow-origin", "origin-mismatch"] as const),
  ...(["wildcard-with-credentials", "credentials-not-true", "preflight-status", "preflight-redirect"] as const),
];

/** The values of the placeholders. */
function valuesOf({ code, request, hint = "", status }: Block): Record<string, string> {
  const { url, origin, page } = request;
  // Chromium leaves the place for the URL empty, so that no password gets into the console.
  const location = code === "redirect-with-credentials" && request.engine !== "webkit" ? "" : hint;
  return {
    ...{ url: url.href, origin, page, value: hint, method: hint, header: hint, location },
    ...{ status: String(status), scheme: url.protocol.slice(0, -1), port: hint },
  };
}

/** Chromium adds this for `fetch` only. */
const ADVICE = " Have the server send the header with a valid value.";

const CREDENTIALS_OF_XHR =
  " The credentials mode of requests initiated by the XMLHttpRequest is controlled by the withCredentials attribute.";

function chromiumMessage(block: Block): string {
  const { code, request, isPreflight, hint = "" } = block;
  const { url, initialUrl, origin, isXhr } = request;
  const isRedirected = url.href !== initialUrl.href;
  const wordings = CATALOGUES.chromium[code] as readonly string[];
  const values = valuesOf(block);
  if (code === "same-origin-mode") return fill(wordings[isRedirected ? 1 : 0] as string, values);
  const isForeignScheme = code === "unsafe-redirect" && !/^(?:about|data|https?):/i.test(hint);
  const isSecond = (code === "unsafe-redirect" && !isForeignScheme) || (isXhr && wordings[0]?.endsWith(ADVICE));
  const sentence = fill(wordings[isSecond ? 1 : 0] as string, values);
  if (sentence.startsWith("Fetch API")) return sentence;
  if (sentence.startsWith("net::")) return `${isPreflight ? "OPTIONS" : request.method} ${url} ${sentence}`;
  const target = isForeignScheme ? hint : url.href;
  const redirected = isForeignScheme || isRedirected ? ` (redirected from '${initialUrl}')` : "";
  const access = `Access to ${isXhr ? "XMLHttpRequest" : "fetch"} at '${target}'${redirected} from origin '${origin}'`;
  const isAboutPreflight = isPreflight && ACCESS_CHECKS.includes(code);
  const prefix = isAboutPreflight ? "Response to preflight request doesn't pass access control check: " : "";
  const isAboutCredentials = code === "wildcard-with-credentials" || code === "credentials-not-true";
  const suffix = isXhr && isAboutCredentials ? CREDENTIALS_OF_XHR : "";
  return `${access} has been blocked by CORS policy: ${prefix}${sentence}${suffix}`;
}

/** Firefox has one message for every `Access-Control-Allow-Origin` that is wrong, except for several lines. */
function firefoxCode({ code, isRepeated, request }: Block): BlockedCode {
  if (code === "preflight-redirect" && request.redirect === "manual") return "preflight-status";
  if (code === "multiple-allow-origin" && isRepeated) return code;
  return code === "multiple-allow-origin" || code === "invalid-allow-origin" ? "origin-mismatch" : code;
}

const NO_RESPONSE = CATALOGUES.firefox["network-error"];

function firefoxMessage(block: Block): string {
  const { code, request, hint = "" } = block;
  // A redirect mode other than "follow" applies to the preflight too.
  const isUntold = code === "preflight-redirect" && request.redirect === "error";
  const [template] = ((isUntold ? undefined : CATALOGUES.firefox[firefoxCode(block)]) ?? NO_RESPONSE) as readonly [
    string,
  ];
  const isList = code === "invalid-allow-methods" || code === "invalid-allow-headers";
  // Of a list the first element that is not a token is shown.
  const elements = hint.split(",").map(stripWhitespace);
  const value = isList ? String(elements.find((element) => element !== "" && !isToken(element))) : hint;
  const sentence = fill(template, { ...valuesOf(block), value });
  if (!sentence.startsWith("(Reason:")) return sentence;
  const url = code === "wildcard-with-credentials" ? `‘${request.url}’` : request.url;
  return `Cross-Origin Request Blocked: The Same Origin Policy disallows reading the remote resource at ${url}. ${sentence}`;
}

/** WebKit has one message for every `Access-Control-Allow-Origin` that is wrong, except a list. */
function webkitCode({ code, hint = "", request }: Block): BlockedCode {
  switch (code) {
    case "multiple-allow-origin":
      return hint.includes(",") ? code : "missing-allow-origin";
    case "invalid-allow-origin":
    case "origin-mismatch":
      return "missing-allow-origin";
    case "preflight-redirect":
      return "preflight-status";
    case "unsafe-redirect":
      return /^about:/i.test(hint) ? "network-error" : code;
    case "invalid-redirect":
      // Without CORS, WebKit prints nothing of its own.
      return request.tainting === "cors" && hint ? "unsafe-redirect" : "network-error";
    default:
      return code;
  }
}

const FTP_IS_DISABLED = "FTP URLs are disabled";

/** The target of a redirect as WebKit prints it: resolved, without user and password. */
function printedTarget(request: FetchRequest, location: string): string {
  try {
    const url = new URL(readLocation(request, location), request.url);
    url.username = url.password = "";
    return url.href;
  } catch {
    return location;
  }
}

function webkitMessage(block: Block): string {
  const { code, request, isPreflight, location } = block;
  const hint = String(block.hint);
  const { url, initialUrl, isXhr, isRedirectTainted, origin, spelling } = request;
  const isFtp = code === "unsafe-redirect" && /^ftp:/i.test(hint);
  const wordings = (CATALOGUES.webkit[webkitCode(block)] ?? CATALOGUES.webkit["network-error"]) as readonly string[];
  // Without a redirect, this is the whole message.
  if (code === "same-origin-mode" && url.href === initialUrl.href) return fill(wordings[1] as string, valuesOf(block));
  const sentence = fill(isFtp ? FTP_IS_DISABLED : (wordings[0] as string), {
    ...valuesOf(block),
    origin: isRedirectTainted ? "null" : origin,
    ...(spelling.has(hint) && { header: spelling.get(hint) as string }),
  });
  const isOfRedirect = location !== undefined && !isPreflight && !isFtp && webkitCode(block) !== "network-error";
  const prefix = isOfRedirect
    ? `Cross-origin redirection to ${printedTarget(request, location)} denied by Cross-Origin Resource Sharing policy: `
    : "";
  return `${prefix}${sentence}\n${isXhr ? "XMLHttpRequest" : "Fetch API"} cannot load ${url} due to access control checks.`;
}

/** The console message of the engine; `"standard"` has the messages of Chromium. */
export function messageFor(block: Block): string {
  switch (block.request.engine) {
    case "firefox":
      return firefoxMessage(block);
    case "webkit":
      return webkitMessage(block);
    default:
      return chromiumMessage(block);
  }
}
