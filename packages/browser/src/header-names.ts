import { isForbiddenMethod } from "./methods.ts";

const FORBIDDEN_REQUEST_HEADER =
  /^(?:accept-(?:charset|encoding)|access-control-request-(?:headers|method)|connection|content-length|cookie2?|date|dnt|expect|host|keep-alive|origin|referer|set-cookie|te|trailer|transfer-encoding|upgrade|via|(?:proxy|sec)-.*)$/i;
const METHOD_OVERRIDE = /^x-(?:http-method(?:-override)?|method-override)$/i;

/** Whether a browser silently drops this header when a page sets it. See #forbidden-request-header. */
export const isForbiddenRequestHeader = (name: string, value: string): boolean =>
  FORBIDDEN_REQUEST_HEADER.test(name) ||
  (METHOD_OVERRIDE.test(name) && value.split(",").some((method) => isForbiddenMethod(method.trim())));

/** The headers that describe the body, and are removed with it. See #request-body-header-name. */
export const REQUEST_BODY_HEADER_NAMES: readonly string[] = [
  "content-encoding",
  "content-language",
  "content-location",
  "content-type",
];

/** The request header that a wildcard never covers. See #cors-non-wildcard-request-header-name. */
export const NON_WILDCARD_REQUEST_HEADER_NAME = "authorization";

/** Whether no page can read this header, whatever the server exposes. See #forbidden-response-header-name. */
export const isForbiddenResponseHeaderName = (name: string): boolean => /^set-cookie2?$/i.test(name);

/** Whether every page that gets the response can read this header. See #cors-safelisted-response-header-name. */
export const isSafelistedResponseHeaderName = (name: string): boolean =>
  /^(?:cache-control|content-language|content-length|content-type|expires|last-modified|pragma)$/i.test(name);
