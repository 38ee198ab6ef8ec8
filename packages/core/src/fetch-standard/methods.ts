/** The CORS-safelisted methods, which need no permission. See https://fetch.spec.whatwg.org/#cors-safelisted-method. */
export const SAFELISTED_METHODS: readonly string[] = /* @__PURE__ */ Object.freeze(["GET", "HEAD", "POST"]);

/**
 * Normalizes a method as browsers do: they upper-case these six methods and no others, so `patch` stays `patch`. See
 * https://fetch.spec.whatwg.org/#concept-method-normalize.
 */
export const normalizeMethod = (method: string): string =>
  /^(?:delete|get|head|options|post|put)$/i.test(method) ? method.toUpperCase() : method;

/**
 * Whether a method is forbidden: browsers never send it, in upper or lower case. See
 * https://fetch.spec.whatwg.org/#forbidden-method.
 */
export const isForbiddenMethod = (method: string): boolean => /^(?:connect|trace|track)$/i.test(method);
