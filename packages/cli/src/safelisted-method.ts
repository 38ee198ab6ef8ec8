/** Whether every server allows the method. See https://fetch.spec.whatwg.org/#cors-safelisted-method. */
export const isSafelistedMethod = (method: string): boolean => /^(?:GET|HEAD|POST)$/.test(method);
