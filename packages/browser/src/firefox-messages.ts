import type { Block, BlockedCode } from "./block.ts";
import { stripWhitespace } from "./header-list.ts";
import { CATALOGUES, fill } from "./message-catalogue.ts";
import { valuesOf } from "./message-values.ts";
import { isToken } from "./methods.ts";
import { redirectTarget } from "./redirect-location.ts";

const MESSAGES = CATALOGUES.firefox;
const [NO_RESPONSE] = MESSAGES["network-error"] as readonly [string];
const [NOT_HTTP] = MESSAGES["unsupported-scheme"] as readonly [string];
const [MAY_NOT_LOAD] = MESSAGES["same-origin-mode"] as readonly [string];

/** Firefox has one message for every wrong `Access-Control-Allow-Origin`, except for several lines. */
function firefoxCode({ code, isRepeated, request }: Block): BlockedCode {
  // A redirect mode other than "follow" applies to the preflight too.
  if (code === "preflight-redirect" && request.redirect !== "follow") return "preflight-status";
  if (code === "multiple-allow-origin" && isRepeated) return code;
  return code === "multiple-allow-origin" || code === "invalid-allow-origin" ? "origin-mismatch" : code;
}

/** A message about the CORS protocol. */
const corsMessage = (url: string, reason: string): string =>
  `Cross-Origin Request Blocked: The Same Origin Policy disallows reading the remote resource at ${url}. ${reason}`;

/** Whether Firefox refuses a redirect to a URL, even without CORS. */
const isUnsafe = (target: URL | undefined): boolean =>
  !target || !/^https?:$/.test(target.protocol) || target.username !== "" || target.password !== "";

/** A redirect to a URL that Firefox does not follow. */
function unsafeRedirectMessage({ request, isPreflight, hint = "" }: Block): string {
  const { isXhr, mode, page, url } = request;
  const target = redirectTarget(request, hint)?.href ?? hint;
  const [scheme] = target.split(":");
  if (scheme === "data") return fill(MESSAGES["unsafe-redirect"]?.[1] as string, { location: target });
  if (scheme === "blob") return fill(MAY_NOT_LOAD, { page: mode === "cors" && !isXhr ? url.href : page, url: target });
  if (mode === "no-cors" || scheme === "javascript" || isPreflight) return corsMessage(url.href, NO_RESPONSE);
  if (mode === "same-origin") return fill(MAY_NOT_LOAD, { page, url: target });
  return corsMessage(target, NOT_HTTP);
}

/** The message in Firefox's console. */
export function firefoxMessage(block: Block): string {
  const { code, request, hint = "" } = block;
  const firefox = firefoxCode(block);
  const isUnsafePreflight = firefox === "preflight-redirect" && isUnsafe(redirectTarget(request, hint));
  if (code === "unsafe-redirect" || isUnsafePreflight) return unsafeRedirectMessage(block);
  const [template] = (MESSAGES[firefox] ?? [NO_RESPONSE]) as readonly [string];
  const isList = code === "invalid-allow-methods" || code === "invalid-allow-headers";
  // For a list, Firefox shows the first element that is not a token.
  const elements = hint.split(",").map(stripWhitespace);
  const value = isList ? String(elements.find((element) => element !== "" && !isToken(element))) : hint;
  const sentence = fill(template, { ...valuesOf(block), value });
  if (!sentence.startsWith("(Reason:")) return sentence;
  return corsMessage(code === "wildcard-with-credentials" ? `‘${request.url}’` : request.url.href, sentence);
}
