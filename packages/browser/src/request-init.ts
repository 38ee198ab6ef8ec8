/** The options that a page passes to `fetch`, and one for XMLHttpRequest. */
export interface BrowserRequestInit extends RequestInit {
  /** Must be `"half"` if `body` is a stream. */
  duplex?: "half";
  /**
   * Sends the request like an XMLHttpRequest with a listener on `upload`: with a preflight, whatever the method and the
   * headers. Defaults to `false`. A streamed body also forces a preflight.
   *
   * @see https://fetch.spec.whatwg.org/#use-cors-preflight-flag
   */
  keepUploadListener?: boolean;
}
