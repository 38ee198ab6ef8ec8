/** Methods that need no permission. See #cors-safelisted-method. */
export const SAFELISTED_METHODS: readonly string[] = /* @__PURE__ */ Object.freeze(["GET", "HEAD", "POST"]);

/** Browsers upper-case these six methods and no others: `patch` stays `patch`. See #concept-method-normalize. */
export const normalizeMethod = (method: string): string =>
  /^(?:delete|get|head|options|post|put)$/i.test(method) ? method.toUpperCase() : method;

/** Whether browsers refuse to send the method, in any case. See #forbidden-method. */
export const isForbiddenMethod = (method: string): boolean => /^(?:connect|trace|track)$/i.test(method);
