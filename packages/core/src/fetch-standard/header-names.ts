/** The forbidden request-headers that the prefixes below do not cover, in lower case. */
const FORBIDDEN =
  "accept-charset accept-encoding connection content-length cookie cookie2 date dnt expect host keep-alive origin referer set-cookie te trailer transfer-encoding upgrade via";

/**
 * Whether a name is that of a forbidden request-header: pages cannot set the header, so no preflight requests it. See
 * https://fetch.spec.whatwg.org/#forbidden-request-header.
 *
 * `X-HTTP-Method` and similar headers are forbidden only with some values, so their names are not included.
 */
export const isForbiddenRequestHeaderName = (name: string): boolean =>
  /^(?:access-control-request|proxy|sec)-/i.test(name) || FORBIDDEN.split(" ").includes(name.toLowerCase());

/**
 * Whether a name is a forbidden response-header name: pages cannot read the header, even if it is exposed. See
 * https://fetch.spec.whatwg.org/#forbidden-response-header-name.
 */
export const isForbiddenResponseHeaderName = (name: string): boolean => /^set-cookie2?$/i.test(name);

/**
 * Whether a response header is an `Access-Control-*` header. Only the policy sets these: those that a handler sets are
 * removed.
 */
export const isAccessControlHeader = (name: string): boolean =>
  // Comparing the length first is faster, because most names are too short.
  name.length >= ACCESS_CONTROL.length && name.toLowerCase().startsWith(ACCESS_CONTROL);

const ACCESS_CONTROL = "access-control-";
