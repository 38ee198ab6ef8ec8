import type { Block, BlockedCode } from "./block.ts";
import { CATALOGUES, fill } from "./message-catalogue.ts";
import { valuesOf } from "./message-values.ts";
import { redirectTarget } from "./redirect-location.ts";
import { isSameOrigin } from "./request-origin.ts";

const MESSAGES = CATALOGUES.webkit;

/** WebKit has one message for every wrong `Access-Control-Allow-Origin`, except for a list. */
function webkitCode({ code, hint = "", request }: Block): BlockedCode {
  switch (code) {
    case "multiple-allow-origin":
      return hint.includes(",") ? code : "missing-allow-origin";
    case "invalid-allow-origin":
    case "origin-mismatch":
      return "missing-allow-origin";
    case "preflight-redirect":
      return "preflight-status";
    case "invalid-redirect":
      // Without CORS, WebKit prints no specific message.
      return request.tainting === "cors" && hint ? "unsafe-redirect" : "network-error";
    default:
      return code;
  }
}

/** A URL as WebKit prints it: without user name and password. */
function printedUrl(url: URL): string {
  const printed = new URL(url);
  printed.username = printed.password = "";
  return printed.href;
}

const printedTarget = ({ request }: Block, location: string): string => {
  const target = redirectTarget(request, location);
  return target ? printedUrl(target) : location;
};

/** A message with a reason, and the request that it is about. */
const accessMessage = ({ request }: Block, url: string, reason: string): string =>
  `${reason}\n${request.isXhr ? "XMLHttpRequest" : "Fetch API"} cannot load ${url} due to access control checks.`;

/** A redirect to a scheme that is neither http nor https. */
function unsafeRedirectMessage(block: Block): string {
  const { request, hint = "" } = block;
  const {
    mode,
    origin,
    url: { href },
  } = request;
  const target = printedTarget(block, hint);
  const [scheme] = target.split(":");
  const [cors, notHttp] = MESSAGES["unsafe-redirect"] as readonly [string, string];
  const [, ftp, local] = MESSAGES["unsupported-scheme"] as readonly [string, string, string];
  if (scheme === "ftp") return accessMessage(block, request.initialUrl.href, ftp);
  const isBlob = scheme === "blob" && request.tainting !== "cors";
  if (isBlob && !isSameOrigin(new URL(target).origin, origin))
    return accessMessage(block, href, fill(local, { url: target }));
  if (isBlob || mode === "no-cors") return accessMessage(block, target, notHttp);
  if (mode === "cors") return accessMessage(block, href, `${redirectionTo(target)}${cors}`);
  return accessMessage(block, href, fill(MESSAGES["same-origin-mode"]?.[0] as string, { url: target, origin }));
}

const redirectionTo = (target: string): string =>
  `Cross-origin redirection to ${target} denied by Cross-Origin Resource Sharing policy: `;

/** The message in WebKit's console. */
export function webkitMessage(block: Block): string {
  const { code, request, isPreflight, location } = block;
  const hint = String(block.hint);
  const { initialUrl, isRedirectTainted, origin, spelling } = request;
  const url = isPreflight || code === "same-origin-mode" ? printedUrl(request.url) : request.url.href;
  if (code === "unsafe-redirect") return unsafeRedirectMessage(block);
  const webkit = webkitCode(block);
  const wordings = (MESSAGES[webkit] ?? MESSAGES["network-error"]) as readonly string[];
  // Without a redirect, this is the whole message.
  if (code === "same-origin-mode" && request.url.href === initialUrl.href) return fill(wordings[1] as string, { url });
  const sentence = fill(wordings[0] as string, {
    ...valuesOf(block),
    url,
    origin: isRedirectTainted ? "null" : origin,
    ...(spelling.has(hint) && { header: spelling.get(hint) as string }),
  });
  const isOfRedirect = location !== undefined && !isPreflight && webkit !== "network-error";
  return accessMessage(
    block,
    url,
    isOfRedirect ? `${redirectionTo(printedTarget(block, location))}${sentence}` : sentence,
  );
}
