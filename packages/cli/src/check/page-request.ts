import type { HeaderLine } from "@fetch-cors/browser";

/** A request of a page, before a browser adds anything to it. */
export interface PageRequest {
  readonly url: string;
  readonly method: string;
  /** The headers that the page sets. */
  readonly headers: readonly HeaderLine[];
  readonly body: Uint8Array<ArrayBuffer> | null;
  readonly credentials: "omit" | "same-origin" | "include";
  /** The value of the `Cookie` header that the browser adds; empty for none. */
  readonly cookie: string;
  /** The serialized origin of the page, if the input contains it. */
  readonly origin: string | undefined;
}

/** Headers that browsers add themselves: a page that sets them would need other preflights. */
const OF_BROWSERS =
  /^(?:accept-(?:charset|encoding|language)|access-control-request-.*|connection|content-length|cookie2?|date|dnt|expect|host|if-(?:modified-since|none-match)|keep-alive|origin|priority|proxy-.*|purpose|referer|sec-.*|te|trailer|transfer-encoding|upgrade|upgrade-insecure-requests|user-agent|via|x-client-data)$/i;

const headerValue = (lines: readonly HeaderLine[], name: string): string | undefined =>
  lines.find(([one]) => one.toLowerCase() === name)?.[1];

/** The page's origin, from the headers of a browser's request. */
export function originIn(lines: readonly HeaderLine[]): string | undefined {
  const origin = headerValue(lines, "origin");
  if (origin !== undefined) return origin;
  const referer = headerValue(lines, "referer");
  return referer !== undefined && URL.canParse(referer) ? new URL(referer).origin : undefined;
}

/** The headers of a browser's request that the page set itself. */
function headersOfPage(lines: readonly HeaderLine[]): readonly HeaderLine[] {
  // With "Disable cache", the developer tools of browsers send both.
  const isUncached = headerValue(lines, "pragma") === "no-cache" && headerValue(lines, "cache-control") === "no-cache";
  return lines.filter(([name, value]) => {
    if (name.startsWith(":") || OF_BROWSERS.test(name)) return false;
    if (name.toLowerCase() === "accept" && value === "*/*") return false;
    return !(isUncached && /^(?:pragma|cache-control)$/i.test(name));
  });
}

/** A request as a browser sent it. */
interface SentRequest {
  readonly url: string;
  readonly method: string;
  readonly headers: readonly HeaderLine[];
  readonly body: Uint8Array<ArrayBuffer> | null;
}

/** Reconstructs the page's request from a request that a browser sent. A cookie means that it includes credentials. */
export function fromSentRequest({ url, method, headers, body }: SentRequest): PageRequest {
  const cookie = headers
    .filter(([name]) => name.toLowerCase() === "cookie")
    .map(([, value]) => value)
    .join("; ");
  const common = {
    url,
    cookie,
    credentials: cookie ? ("include" as const) : ("same-origin" as const),
    origin: originIn(headers),
  };
  const requested = headerValue(headers, "access-control-request-method");
  if (method !== "OPTIONS" || requested === undefined)
    return { ...common, method, headers: headersOfPage(headers), body };
  // A copied preflight stands for the request that follows it, whose header values are not known.
  const names = (headerValue(headers, "access-control-request-headers") ?? "").split(",").map((name) => name.trim());
  return {
    ...common,
    method: requested,
    headers: names.filter(Boolean).map((name) => [name, valueFor(name)] as const),
    body: null,
  };
}

/** A value that needs a preflight. */
const valueFor = (name: string): string => (name.toLowerCase() === "content-type" ? "application/json" : "1");
