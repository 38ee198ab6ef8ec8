/** Whether `text` is a token, as method and header names are. See RFC 9110, section 5.6.2. */
export const isToken = (text: string): boolean => /^[!#$%&'*+\-.^_`|~\w]+$/.test(text);

/**
 * The elements of a comma-separated list, without optional white space around them and without empty ones.
 *
 * The elements are not checked: use `isToken` for that. The time is linear in the length of the list.
 */
export const listElements = (list: string): string[] =>
  list
    .split(",")
    // Optional white space is space and tab, but `trim` removes more. An element with other bytes stays as it is, and is not
    // a token.
    .map((element) => (/[^\t -~]/.test(element) ? element : element.trim()))
    .filter(Boolean);
