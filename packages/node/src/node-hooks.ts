import type { CorsDecision } from "@fetch-cors/core";
import type { NodeRequest, NodeResponse } from "./node-types.ts";

/** What else happens around a request. */
export interface NodeHooks<Req = NodeRequest, Res = NodeResponse> {
  /**
   * What becomes of an error. `cors` gets those of a predicate and of a policy function, `withCors` those of its listener
   * too.
   *
   * | value | `withCors` | `cors` |
   * |---|---|---|
   * | left out | `console.error`, and a plain 500 | the error goes to `next`, as with every middleware |
   * | `(error, req, res) => …` | it writes the response; what it throws is passed on | the same |
   * | `"throw"` | the error is passed on, to whoever has called the listener | as if left out |
   *
   * Where a listener fails, the response carries the CORS headers that its own would have, so that the page sees a 500
   * and not a CORS error. Where a predicate or a policy function fails, nobody has been allowed: no page can read the
   * response, and a preflight fails. The headers that were set before the listener ran stay.
   *
   * `cors` hands nothing but an `Error` to `next`: what is thrown and is none becomes the `cause` of one. Once headers have
   * been sent nobody can answer, and `withCors` closes the connection, so that no client takes half a response for a whole
   * one.
   */
  readonly onError?: "throw" | ((error: unknown, req: Req, res: Res) => unknown) | undefined;
  /** Observes each decision, for logs and metrics. What it throws, or rejects with, is dropped. */
  readonly onDecision?: ((decision: CorsDecision, req: Req, res: Res) => unknown) | undefined;
}
