const FORBIDDEN =
  "accept-charset accept-encoding connection content-length cookie cookie2 date dnt expect host keep-alive origin referer set-cookie te trailer transfer-encoding upgrade via";

/**
 * The names of headers that no page can set, so that no preflight ever asks for them. See #forbidden-request-header.
 *
 * `X-HTTP-Method` and its kin are forbidden by value only: their names are free.
 */
export const isForbiddenRequestHeaderName = (name: string): boolean =>
  /^(?:access-control-request|proxy|sec)-/i.test(name) || FORBIDDEN.split(" ").includes(name.toLowerCase());

/** The names of headers that no page can read, whatever is exposed. See #forbidden-response-header-name. */
export const isForbiddenResponseHeaderName = (name: string): boolean => /^set-cookie2?$/i.test(name);
