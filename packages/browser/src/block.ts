import type { FetchRequest } from "./fetch-request.ts";

/** The reason why a page gets no response; a closed union. */
export type BlockedCode =
  // The CORS check, on the response to a preflight or on the actual response.
  | "missing-allow-origin"
  | "multiple-allow-origin"
  | "invalid-allow-origin"
  | "origin-mismatch"
  | "wildcard-with-credentials"
  | "credentials-not-true"
  // The CORS-preflight fetch.
  | "preflight-status"
  | "preflight-redirect"
  | "invalid-allow-methods"
  | "invalid-allow-headers"
  | "method-not-allowed"
  | "header-not-allowed"
  // Redirects.
  | "redirect-with-credentials"
  | "redirect-mode-error"
  | "redirect-of-stream"
  | "invalid-redirect"
  | "multiple-locations"
  | "unsafe-redirect"
  | "too-many-redirects"
  // The page's request.
  | "same-origin-mode"
  | "no-cors-redirect-mode"
  | "unsupported-scheme"
  | "bad-port"
  | "not-cached"
  | "keepalive-too-large"
  | "stream-unauthorized"
  // There was no response.
  | "network-error";

/** The known facts about a blocked request. */
export interface BlockDetails {
  /** Whether the response to a preflight is the reason. */
  readonly isPreflight?: boolean;
  /** The value, name or URL that is wrong. */
  readonly hint?: string;
  /** The whole value of the header that does not list the method or the header name. */
  readonly value?: string | undefined;
  /** Whether the header with the wrong value has several lines. */
  readonly isRepeated?: boolean;
  /** The status of the response. */
  readonly status?: number;
  /** The `Location` of a redirect that is blocked for a different reason. */
  readonly location?: string | undefined;
}

/** The facts from which the message and the fix are generated. */
export interface Block extends BlockDetails {
  readonly code: BlockedCode;
  readonly request: FetchRequest;
}
