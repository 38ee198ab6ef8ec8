import type { BlockedCode, Engine, Exchange } from "@fetch-cors/browser";
import type { StoredResponse } from "./shared-cache.ts";

/**
 * How the responses of a server and of its policy differ for a page:
 *
 * | kind | means |
 * |---|---|
 * | `"blocks"` | the page gets an error, but under the policy it gets the response |
 * | `"shares"` | the page gets the response, but under the policy it gets an error |
 * | `"lets-through"` | the page gets an error and the browser sends its request, but under the policy it does not |
 * | `"hides-header"` | the page cannot read a header that the policy exposes |
 * | `"shows-header"` | the page reads a header that the policy does not expose |
 * | `"preflight-lifetime"` | the browser caches the response to a preflight for a different time |
 */
export type DifferenceKind =
  | "blocks"
  | "shares"
  | "lets-through"
  | "hides-header"
  | "shows-header"
  | "preflight-lifetime";

/** The part of a request that a policy does not allow. */
export type Refusal = "origin" | "credentials" | "method" | "header";

/** A difference that one engine shows. */
export interface Difference {
  readonly kind: DifferenceKind;
  /**
   * Distinguishes differences of one kind: the code of the error, or the part of the request that the policy denies.
   */
  readonly cause: BlockedCode | Refusal | "longer" | "shorter" | "exposure";
  readonly engine: Engine;
  /** The behavior under the policy, as the end of a sentence. */
  readonly expected: string;
  /** The behavior with the server. */
  readonly found: string;
  /** The change to make on the server. */
  readonly change: string;
  /** The exchange with the server that shows it. */
  readonly exchange: Exchange | undefined;
  /** The response of a shared cache that causes it; `undefined` if none is needed. */
  readonly stored: StoredResponse | undefined;
}

/** Differences with the same key are reported once. */
export const keyOf = ({ kind, cause, stored, exchange }: Difference): string =>
  [stored ? "cache" : "server", kind, cause, kind === "blocks" ? exchange?.kind : ""].join(" ");

/** Differences that expose data come first, and those that cost time last. */
const ORDER: readonly DifferenceKind[] = [
  "shares",
  "lets-through",
  "shows-header",
  "blocks",
  "hides-header",
  "preflight-lifetime",
];

/** The place of a difference in a report. Differences that need a cache come last. */
export const rankOf = ({ kind, stored }: Difference): number => ORDER.indexOf(kind) + (stored ? 2.5 : 0);
