/** A method or a header name is a token. See RFC 9110, section 5.6.2. */
export const isToken = (text: string): boolean => /^[!#$%&'*+\-.^_`|~\w]+$/.test(text);

/**
 * The elements of a comma-separated list, without the optional white space around them and without the empty ones.
 *
 * They need not be tokens: whoever relies on that asks `isToken`. Linear in the length of the list.
 */
export const listElements = (list: string): string[] =>
  list
    .split(",")
    // Optional white space is space and tab, but `trim` takes more: what holds other bytes stays as it is, and is no token.
    .map((element) => (/[^\t -~]/.test(element) ? element : element.trim()))
    .filter(Boolean);
