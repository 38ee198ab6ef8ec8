import type { Block, BlockDetails, BlockedCode } from "./block.ts";
import type { FetchRequest } from "./fetch-request.ts";
import { fixFor } from "./fixes.ts";
import { messageFor } from "./messages.ts";

/**
 * The error with which `fetch` rejects for a blocked request: a `TypeError`, as in a browser, with the reason.
 *
 * `message` is the message that the engine prints in its console. In a browser, the page cannot see it, so rely on it
 * in tests only. `instanceof TypeError` and `rejects.toThrow(TypeError)` hold as in a browser, but `error.constructor`
 * is `BlockedError`.
 *
 * @example
 * ```ts
 * import { BlockedError, createBrowser } from "@fetch-cors/browser";
 *
 * const page = createBrowser({ origin: "https://app.example.com", network: () => new Response("hello") });
 * const error = await page.fetch("https://api.example.com/").catch((error: unknown) => error);
 *
 * error instanceof BlockedError && error.code; // → "missing-allow-origin"
 * error instanceof TypeError; // → true
 * ```
 *
 * @see https://fetch.spec.whatwg.org/#concept-network-error
 */
export class BlockedError extends TypeError {
  /** The reason, as a code. */
  readonly code: BlockedCode;
  /** The change to make, as a sentence for the operator of the server. */
  readonly fix: string;

  constructor(block: Block, options?: ErrorOptions) {
    super(messageFor(block), options);
    this.code = block.code;
    this.fix = fixFor(factsOf(block));
  }
}

function factsOf({ request, ...block }: Block): Parameters<typeof fixFor>[0] {
  const { url, initialUrl, origin, method, credentials, isRedirectTainted } = request;
  return { ...block, url: url.href, initialUrl: initialUrl.href, origin, method, credentials, isRedirectTainted };
}

/** The error for a request that is blocked. */
export const blocked = (
  request: FetchRequest,
  code: BlockedCode,
  { cause, ...details }: BlockDetails & { readonly cause?: unknown } = {},
): BlockedError => new BlockedError({ ...details, code, request }, cause === undefined ? {} : { cause });

/** Whether an error is a `BlockedError`, from this copy of the package or a different one. */
export const isBlocked = (error: unknown): error is BlockedError =>
  error instanceof Error && "code" in error && "fix" in error && error.name === "TypeError";

/**
 * Whether CORS is the reason for an error. For a server that is down, an aborted request and any other error, this is
 * false.
 *
 * @param error - The value with which `fetch` rejected.
 * @returns Whether it is a `BlockedError` that CORS caused, from this copy of the package or a different one.
 *
 * @example
 * ```ts
 * import { createBrowser, isCorsBlock } from "@fetch-cors/browser";
 *
 * const origin = "https://app.example.com";
 * const silent = createBrowser({ origin, network: () => new Response("hello") });
 * const down = createBrowser({ origin, network: () => Promise.reject(new Error("connection refused")) });
 *
 * isCorsBlock(await silent.fetch("https://api.example.com/").catch((error) => error)); // → true
 * isCorsBlock(await down.fetch("https://api.example.com/").catch((error) => error)); // → false
 * ```
 */
export const isCorsBlock = (error: unknown): error is BlockedError =>
  error instanceof Error &&
  "code" in error &&
  "fix" in error &&
  error.name === "TypeError" &&
  !NOT_CORS.has(error.code);

/** The codes that are not about the CORS protocol. */
const NOT_CORS: ReadonlySet<unknown> = new Set<BlockedCode>([
  ...(["network-error", "bad-port", "not-cached", "keepalive-too-large", "stream-unauthorized"] as const),
  ...(["redirect-mode-error", "redirect-of-stream", "invalid-redirect", "multiple-locations"] as const),
  ...(["unsafe-redirect", "too-many-redirects", "unsupported-scheme"] as const),
]);
