import { isForbiddenMethod } from "./methods.ts";

const FORBIDDEN_REQUEST_HEADER =
  /^(?:accept-(?:charset|encoding)|access-control-request-(?:headers|method)|connection|content-length|cookie2?|date|dnt|expect|host|keep-alive|origin|referer|set-cookie|te|trailer|transfer-encoding|upgrade|via|(?:proxy|sec)-.*)$/i;
const METHOD_OVERRIDE = /^x-(?:http-method(?:-override)?|method-override)$/i;

/** Whether a page's attempt to set this header is dropped without a word. See #forbidden-request-header. */
export const isForbiddenRequestHeader = (name: string, value: string): boolean =>
  FORBIDDEN_REQUEST_HEADER.test(name) ||
  (METHOD_OVERRIDE.test(name) && value.split(",").some((method) => isForbiddenMethod(method.trim())));

/** The headers that go with the body, and go when it goes. See #request-body-header-name. */
export const REQUEST_BODY_HEADER_NAMES: readonly string[] = [
  "content-encoding",
  "content-language",
  "content-location",
  "content-type",
];

/** Named here because a wildcard never covers it. See #cors-non-wildcard-request-header-name. */
export const NON_WILDCARD_REQUEST_HEADER_NAME = "authorization";

/** No page can read these, whatever is exposed. See #forbidden-response-header-name. */
export const isForbiddenResponseHeaderName = (name: string): boolean => /^set-cookie2?$/i.test(name);

/** Every page can read these, if it gets the response. See #cors-safelisted-response-header-name. */
export const isSafelistedResponseHeaderName = (name: string): boolean =>
  /^(?:cache-control|content-language|content-length|content-type|expires|last-modified|pragma)$/i.test(name);
