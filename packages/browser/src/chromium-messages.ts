import type { Block, BlockedCode } from "./block.ts";
import { CATALOGUES, fill } from "./message-catalogue.ts";
import { valuesOf } from "./message-values.ts";
import { redirectTarget } from "./redirect-location.ts";
import { isCorsRedirect } from "./request-origin.ts";

const MESSAGES = CATALOGUES.chromium;

/** For these codes, Chromium's message mentions the preflight. */
const ACCESS_CHECKS: readonly BlockedCode[] = [
  ...(["missing-allow-origin", "multiple-allow-origin", "invalid-allow-origin", "origin-mismatch"] as const),
  ...(["wildcard-with-credentials", "credentials-not-true", "preflight-status", "preflight-redirect"] as const),
];

/** Chromium adds this sentence for `fetch` only. */
const ADVICE = " Have the server send the header with a valid value.";

const CREDENTIALS_OF_XHR =
  " The credentials mode of requests initiated by the XMLHttpRequest is controlled by the withCredentials attribute.";

/** A network error, which Chromium prints with the method and the URL. */
const networkMessage = ({ request, isPreflight }: Block, name: string): string =>
  `${isPreflight ? "OPTIONS" : request.method} ${request.url} ${name}`;

/** A redirect to a scheme that is neither http nor https. */
function unsafeRedirectMessage(block: Block): string {
  const { request, hint = "" } = block;
  const { mode, page } = request;
  // Equal `Location` lines are joined into one value, which may not be a URL.
  const target = redirectTarget(request, hint)?.href ?? hint;
  const [schemes, networkError] = MESSAGES["unsafe-redirect"] as readonly [string, string];
  if (mode === "no-cors" || /^(?:about|blob|data|https?):/i.test(target)) return networkMessage(block, networkError);
  if (mode === "same-origin") return fill(MESSAGES["same-origin-mode"]?.[1] as string, { url: target, page });
  return corsMessage({ ...block, isRedirected: true }, target, schemes);
}

/** A message about the CORS protocol. */
function corsMessage(block: Block & { readonly isRedirected: boolean }, target: string, sentence: string): string {
  const { code, request, isPreflight, isRedirected } = block;
  const { initialUrl, origin, isXhr } = request;
  const redirected = isRedirected ? ` (redirected from '${initialUrl}')` : "";
  const access = `Access to ${isXhr ? "XMLHttpRequest" : "fetch"} at '${target}'${redirected} from origin '${origin}'`;
  const isAboutPreflight = isPreflight && ACCESS_CHECKS.includes(code);
  const prefix = isAboutPreflight ? "Response to preflight request doesn't pass access control check: " : "";
  const isAboutCredentials = code === "wildcard-with-credentials" || code === "credentials-not-true";
  const suffix = isXhr && isAboutCredentials ? CREDENTIALS_OF_XHR : "";
  return `${access} has been blocked by CORS policy: ${prefix}${sentence}${suffix}`;
}

/** Selects one of the wordings of a message. */
function wordingOf({ code, request, hint = "" }: Block, isRedirected: boolean): string {
  const [first, second] = MESSAGES[code] as readonly [string, string?];
  const target = redirectTarget(request, hint);
  const isSecond =
    (code === "same-origin-mode" && isRedirected) ||
    (code === "redirect-with-credentials" && target && !isCorsRedirect(request, target)) ||
    (request.isXhr && first.endsWith(ADVICE));
  return isSecond && second !== undefined ? second : first;
}

/** The message in Chromium's console. */
export function chromiumMessage(block: Block): string {
  const { code, request } = block;
  const isRedirected = request.url.href !== request.initialUrl.href;
  if (code === "unsafe-redirect") return unsafeRedirectMessage(block);
  const sentence = fill(wordingOf(block, isRedirected), valuesOf(block));
  if (sentence.startsWith("net::")) return networkMessage(block, sentence);
  // These sentences are whole messages.
  if (code === "same-origin-mode" || sentence.startsWith("Fetch API")) return sentence;
  return corsMessage({ ...block, isRedirected }, request.url.href, sentence);
}
