/**
 * The fix for responses that a cache may give to a different origin. It has the words of `adviceFor` in
 * @fetch-cors/browser.
 */
export const varyFix = (responses: string): string =>
  `Send "Vary: Origin" on every response ${responses}, even if the origin is denied or absent`;
