import type { FetchRequest } from "./fetch-request.ts";
import { fixFor } from "./fixes.ts";
import { messageFor } from "./messages.ts";

/** Why a page gets no response; a closed union. */
export type BlockedCode =
  // The CORS check, on the answer to a preflight or on the response.
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
  | "unsafe-redirect"
  | "too-many-redirects"
  // What the page has asked for.
  | "same-origin-mode"
  | "no-cors-redirect-mode"
  | "unsupported-scheme"
  // There was no response.
  | "network-error";

/** What a message and a fix are made of. */
export interface Block {
  readonly code: BlockedCode;
  readonly request: Pick<
    FetchRequest,
    "origin" | "method" | "url" | "initialUrl" | "credentials" | "isRedirectTainted"
  >;
  /** Whether it was the answer to a preflight that failed. */
  readonly isPreflight: boolean;
  /** The value, the name or the URL that is wrong. */
  readonly hint: string;
}

/**
 * What `fetch` rejects with where a browser blocks: a `TypeError`, as in a browser, that says why.
 *
 * `message` is what Chromium prints in its console. A page sees nothing of it there, so rely on it in tests only.
 *
 * @example
 * ```ts
 * import { BlockedError, createBrowser } from "@fetch-cors/browser";
 *
 * const page = createBrowser({ origin: "https://app.example.com", network: () => new Response("hello") });
 * const error = await page.fetch("https://api.example.com/").catch((error: unknown) => error);
 *
 * error instanceof BlockedError && error.code; // → "missing-allow-origin"
 * ```
 *
 * @see https://fetch.spec.whatwg.org/#concept-network-error
 */
export class BlockedError extends TypeError {
  /** Why, for a program. */
  readonly code: BlockedCode;
  /** What to change, in a sentence for the person who runs the server. */
  readonly fix: string;

  constructor(block: Block, options?: ErrorOptions) {
    super(messageFor(block), options);
    this.code = block.code;
    this.fix = fixFor(block);
  }
}

/** The error for a request that is blocked here and now. */
export const blocked = (
  request: FetchRequest,
  code: BlockedCode,
  { isPreflight = false, hint = "", cause }: { isPreflight?: boolean; hint?: string; cause?: unknown } = {},
): BlockedError => new BlockedError({ code, request, isPreflight, hint }, cause === undefined ? {} : { cause });
