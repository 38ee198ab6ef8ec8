import type { BlockedCode, Engine, Exchange } from "@fetch-cors/browser";
import type { StoredResponse } from "./shared-cache.ts";

/**
 * How the answers of a server and of its policy differ for a page:
 *
 * | kind | means |
 * |---|---|
 * | `"blocks"` | the page gets an error, and under the policy the response |
 * | `"shares"` | the page gets the response, and under the policy an error |
 * | `"lets-through"` | the page gets an error, but its request is sent, and under the policy it is not |
 * | `"hides-header"` | the page cannot read a header that the policy exposes |
 * | `"shows-header"` | the page reads a header that the policy does not expose |
 * | `"preflight-lifetime"` | the browser keeps the response to a preflight for another time |
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
  /** Tells differences of one kind apart: the code of the block, or the part of the request that the policy refuses. */
  readonly cause: BlockedCode | Refusal | "longer" | "shorter" | "exposure";
  readonly engine: Engine;
  /** The behaviour under the policy, as the end of a sentence. */
  readonly expected: string;
  /** The behaviour with the server. */
  readonly found: string;
  /** The change to make on the server. */
  readonly change: string;
  /** The exchange with the server that shows it. */
  readonly exchange: Exchange | undefined;
  /** The response of a shared cache that causes it; `undefined` if none is needed. */
  readonly stored: StoredResponse | undefined;
}

/** Differences with one key are reported once. */
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
