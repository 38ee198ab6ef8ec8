import { deviates } from "./deviations.ts";
import type { FetchRequest } from "./fetch-request.ts";

/** The serialized origin of a URL; `"null"` for an opaque origin. Unlike `URL.origin`, it supports app schemes. */
export const originOf = ({ protocol, host }: URL): string =>
  host && protocol !== "file:" ? `${protocol}//${host}` : "null";

/**
 * Whether two origins are the same. An opaque origin is never the same as another, although all of them serialize as
 * `null`.
 */
export const isSameOrigin = (a: string, b: string): boolean => a === b && a !== "null";

/** Whether the CORS protocol applies to a redirect to a URL. See #concept-http-redirect-fetch. */
export const isCorsRedirect = ({ mode, tainting, origin }: FetchRequest, target: URL): boolean =>
  tainting === "cors" || (mode === "cors" && !isSameOrigin(origin, originOf(target)));

/** The origin that the server receives: the page's, or `null` after a redirect between two foreign origins. */
export const serializeRequestOrigin = ({ origin, isRedirectTainted }: FetchRequest): string =>
  isRedirectTainted ? "null" : origin;

/** Whether the referrer policy hides the origin. It applies only without the CORS protocol. */
function isHidden({ engine, origin, url, referrerPolicy }: FetchRequest): boolean {
  switch (referrerPolicy) {
    case "no-referrer":
      return !deviates(engine, "shows-origin-without-referrer");
    case "same-origin":
      return !isSameOrigin(origin, originOf(url));
    case "origin":
    case "origin-when-cross-origin":
    case "unsafe-url":
      return false;
    default:
      return origin.startsWith("https://") && url.protocol !== "https:";
  }
}

/** The `Origin` header of a request; `undefined` if browsers send none. See #append-a-request-origin-header. */
export function originHeader(request: FetchRequest): string | undefined {
  const { engine, method, mode, sentOrigin, tainting } = request;
  if (tainting === "cors") return serializeRequestOrigin(request);
  if (method === "GET" || method === "HEAD") {
    return deviates(engine, "keeps-origin-on-redirected-get") ? sentOrigin : undefined;
  }
  return mode !== "cors" && isHidden(request) ? "null" : serializeRequestOrigin(request);
}
