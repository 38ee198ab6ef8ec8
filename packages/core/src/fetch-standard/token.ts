/** Whether `text` is a token. Method names and header names are tokens. See RFC 9110, section 5.6.2. */
export const isToken = (text: string): boolean => /^[!#$%&'*+\-.^_`|~\w]+$/.test(text);

/**
 * Splits a comma-separated list into its elements, without the white space around them and without empty elements.
 *
 * The elements are not checked: use `isToken` for that. The time is linear in the length of the list.
 */
export const listElements = (list: string): string[] =>
  list
    .split(",")
    // HTTP's optional white space is only space and tab, but `trim` removes other characters too. An element that
    // contains other control characters or non-ASCII characters is not trimmed, so `isToken` rejects it.
    .map((element) => (/[^\t -~]/.test(element) ? element : element.trim()))
    .filter(Boolean);
