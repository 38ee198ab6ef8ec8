/** The options that a page passes to `fetch`, with one that `RequestInit` lacks. */
export interface BrowserRequestInit extends RequestInit {
  /** Has to be `"half"` if `body` is a stream. */
  duplex?: "half";
  /**
   * Sends the request as an XMLHttpRequest whose `upload` has a listener: with a preflight, whatever the method and the
   * headers are. Defaults to `false`. A streamed body has the same effect.
   *
   * @see https://fetch.spec.whatwg.org/#use-cors-preflight-flag
   */
  keepUploadListener?: boolean;
}
