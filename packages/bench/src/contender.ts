import type { Handler, Inability, Policy, Server } from "@fetch-cors/peers";

/** A server that is measured. */
export interface Contender {
  readonly name: string;
  /**
   * | kind | meaning |
   * |---|---|
   * | `bare` | without CORS: its time is subtracted from the times of the others |
   * | `hand-written` | code for one policy, without a library |
   * | `ours`, `peer` | a library |
   */
  readonly kind: "bare" | "hand-written" | "ours" | "peer";
  /** The contender without CORS in the same framework: of a `bare` one, itself. Defaults to the bare handler. */
  readonly bare?: string;
  /** The contender that this one is compared with directly, such as the peer in the same framework. */
  readonly comparedWith?: string;
  /**
   * Starts the contender, or names the part of the policy that it cannot express. Rejects if it does not run on this
   * runtime.
   */
  readonly start: (policy: Policy, handler: Handler) => Promise<Server | Inability>;
}

/** The handler without CORS and without a framework. */
export const BARE = "bare handler";

/** The reference, 1.00 in the tables: hand-written code that gives the same answers as core. */
export const REFERENCE = "hand-written";

/** The hand-written code that does less: it keeps CORS headers that the handler has set. */
export const SIMPLER = "hand-written, simpler";

export const CORE = "@fetch-cors/core";

/** An earlier build of core, measured beside the current one. */
export const BASE = "@fetch-cors/core (base)";
