/** Whether `text` is a token of HTTP, as methods and header names have to be. See #concept-method. */
export const isToken = (text: string): boolean => /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/.test(text);

/** These six are upper-cased and no other: `patch` stays `patch`. See #concept-method-normalize. */
export const normalizeMethod = (method: string): string =>
  /^(?:delete|get|head|options|post|put)$/i.test(method) ? method.toUpperCase() : method;

/** See #forbidden-method. */
export const isForbiddenMethod = (method: string): boolean => /^(?:connect|trace|track)$/i.test(method);

/** No server has to allow these. See #cors-safelisted-method. */
export const isCorsSafelistedMethod = (method: string): boolean => /^(?:GET|HEAD|POST)$/.test(method);
