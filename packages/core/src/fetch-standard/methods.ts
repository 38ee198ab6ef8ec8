/** Browsers upper-case these six and no other method: `patch` stays `patch`. See #concept-method-normalize. */
export const normalizeMethod = (method: string): string =>
  /^(?:delete|get|head|options|post|put)$/i.test(method) ? method.toUpperCase() : method;

/** No browser sends these, in any case. See #forbidden-method. */
export const isForbiddenMethod = (method: string): boolean => /^(?:connect|trace|track)$/i.test(method);
