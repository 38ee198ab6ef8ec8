/** Whether `text` is an HTTP token, as methods and header names must be. See #concept-method. */
export const isToken = (text: string): boolean => /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/.test(text);

/** Upper-cases these six methods and no others: `patch` stays `patch`. See #concept-method-normalize. */
export const normalizeMethod = (method: string): string =>
  /^(?:delete|get|head|options|post|put)$/i.test(method) ? method.toUpperCase() : method;

/** See #forbidden-method. */
export const isForbiddenMethod = (method: string): boolean => /^(?:connect|trace|track)$/i.test(method);

/** A server does not have to allow these methods. See #cors-safelisted-method. */
export const isCorsSafelistedMethod = (method: string): boolean => /^(?:GET|HEAD|POST)$/.test(method);
