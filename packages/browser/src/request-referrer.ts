import type { Engine } from "./engines.ts";
import { refuse } from "./refusals.ts";
import { isSameOrigin, originOf } from "./request-origin.ts";
import { isTrustworthy } from "./trustworthy.ts";

/** The referrer of a request: a URL, or `undefined` if the request has none. See #concept-request-referrer. */
export type Referrer = URL | undefined;

/** The page that makes a request. */
export interface PageLocation {
  /** Serialized. */
  readonly origin: string;
  /** `undefined` if only the origin is known. */
  readonly url: URL | undefined;
}

/** The base URL of the page's relative URLs; `undefined` if there is none. */
export const baseUrl = ({ origin, url }: PageLocation): string | undefined =>
  url?.href ?? (origin === "null" ? undefined : `${origin}/`);

/** The `referrer` that a page passes. See #dom-request. */
export function readReferrer(engine: Engine, referrer: string | undefined, page: PageLocation): Referrer {
  if (referrer === undefined) return page.url;
  if (referrer === "") return undefined;
  let url: URL;
  try {
    url = new URL(referrer, baseUrl(page));
  } catch {
    throw refuse(engine, "referrer", { value: referrer });
  }
  // `about:client` means the URL of the page, which also replaces a URL with a different origin.
  return isSameOrigin(originOf(url), page.origin) ? url : page.url;
}

interface ReferrerRequest {
  readonly origin: string;
  readonly url: URL;
  readonly referrer: Referrer;
  readonly referrerPolicy: string;
}

/** The `Referer` header; `undefined` if the request has none. See Referrer Policy, #determine-requests-referrer. */
export function refererHeader({ origin, url, referrer, referrerPolicy }: ReferrerRequest): string | undefined {
  if (!referrer || !/^https?:$/.test(referrer.protocol)) return undefined;
  const whole = new URL(referrer);
  whole.hash = whole.username = whole.password = "";
  const onlyOrigin = `${originOf(referrer)}/`;
  const isOwn = isSameOrigin(originOf(referrer), originOf(url)) && origin !== "null";
  const isDowngrade = isTrustworthy(referrer) && !isTrustworthy(url);
  switch (referrerPolicy) {
    case "no-referrer":
      return undefined;
    case "origin":
      return onlyOrigin;
    case "unsafe-url":
      return whole.href;
    case "same-origin":
      return isOwn ? whole.href : undefined;
    case "strict-origin":
      return isDowngrade ? undefined : onlyOrigin;
    case "origin-when-cross-origin":
      return isOwn ? whole.href : onlyOrigin;
    case "no-referrer-when-downgrade":
      return isDowngrade ? undefined : whole.href;
    default:
      if (isOwn) return whole.href;
      return isDowngrade ? undefined : onlyOrigin;
  }
}
