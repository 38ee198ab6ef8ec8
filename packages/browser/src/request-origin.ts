import type { FetchRequest } from "./fetch-request.ts";

/** The origin of a URL, serialized; `"null"` for an opaque one. Unlike `URL.origin` it knows the schemes of apps. */
export const originOf = ({ protocol, host }: URL): string =>
  host && protocol !== "file:" ? `${protocol}//${host}` : "null";

/** An opaque origin is the same as no other, itself serialized included. */
export const isSameOrigin = (a: string, b: string): boolean => a === b && a !== "null";

/** What the server is told: the page's origin, or `null` after a redirect between two others. */
export const serializeRequestOrigin = ({ origin, isRedirectTainted }: FetchRequest): string =>
  isRedirectTainted ? "null" : origin;

/** Without the CORS protocol nobody has asked to be named, so the referrer policy counts. */
function isHidden({ origin, url, referrerPolicy }: FetchRequest): boolean {
  switch (referrerPolicy) {
    case "no-referrer":
      return true;
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

/** The `Origin` header of a request; `undefined` where browsers send none. See #append-a-request-origin-header. */
export function originHeader(request: FetchRequest): string | undefined {
  if (request.tainting === "cors") return serializeRequestOrigin(request);
  if (request.method === "GET" || request.method === "HEAD") return undefined;
  return request.mode !== "cors" && isHidden(request) ? "null" : serializeRequestOrigin(request);
}
