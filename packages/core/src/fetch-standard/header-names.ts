const FORBIDDEN =
  "accept-charset accept-encoding connection content-length cookie cookie2 date dnt expect host keep-alive origin referer set-cookie te trailer transfer-encoding upgrade via";

/**
 * Whether pages cannot set the header, so that no preflight ever requests it. See #forbidden-request-header.
 *
 * `X-HTTP-Method` and the like are forbidden only with some values, so their names are not forbidden.
 */
export const isForbiddenRequestHeaderName = (name: string): boolean =>
  /^(?:access-control-request|proxy|sec)-/i.test(name) || FORBIDDEN.split(" ").includes(name.toLowerCase());

/** Whether pages cannot read the header, even if it is exposed. See #forbidden-response-header-name. */
export const isForbiddenResponseHeaderName = (name: string): boolean => /^set-cookie2?$/i.test(name);
