import type { CorsDecision } from "@fetch-cors/core";
import type { NodeRequest, NodeResponse } from "./node-types.ts";
import type { Returned } from "./returned-response.ts";

/** Functions that handle errors and observe decisions. */
export interface NodeHooks<Req = NodeRequest, Res = NodeResponse, T = unknown> {
  /**
   * Answers errors. `cors` passes it the errors of predicates and policy functions, `withCors` those of its listener too.
   *
   * | value | `withCors` | `cors` |
   * |---|---|---|
   * | absent | `console.error` and a plain 500 | passes the error to `next` |
   * | `(error, req, res) => …` | the function writes the response; what it throws is thrown to the caller | the function writes the response; what it throws goes to `next` |
   * | `"throw"` | throws the error to the caller of the listener | passes the error to `next` |
   *
   * The function writes the response with `res`. A `Response` that it returns is not sent: the client gets a 500, and
   * an explanation is logged.
   *
   * If a listener fails, the error response has the CORS headers of the policy, so that the page can read the 500 instead of a
   * CORS error. If a predicate or a policy function fails, the response has no CORS headers, and a preflight fails.
   * Headers that were set before the listener ran stay.
   *
   * `cors` passes only `Error` objects to `next`: any other thrown value becomes the `cause` of one. Once headers have
   * been sent no other response is possible, and `withCors` closes the connection, so that no client takes half of a
   * response for the whole.
   */
  readonly onError?: "throw" | ((error: unknown, req: Req, res: Res) => Returned<T>) | undefined;
  /** Observes each decision, for logs and metrics. Its errors are ignored. */
  readonly onDecision?: ((decision: CorsDecision, req: Req, res: Res) => unknown) | undefined;
}
