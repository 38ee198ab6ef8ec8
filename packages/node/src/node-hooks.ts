import type { CorsDecision } from "@fetch-cors/core";
import type { NodeRequest, NodeResponse } from "./node-types.ts";
import type { Returned } from "./returned-response.ts";

/** Functions that handle errors and observe decisions. */
export interface NodeHooks<Req = NodeRequest, Res = NodeResponse, T = unknown> {
  /**
   * Responds to errors. `cors` calls it for errors from predicates and policy functions. `withCors` also calls it for
   * errors from the listener.
   *
   * | value | `withCors` | `cors` |
   * |---|---|---|
   * | absent | logs the error with `console.error`, and sends a plain 500 | passes the error to `next` |
   * | `(error, req, res) => …` | the function writes the response; an error that it throws is thrown to the caller | the function writes the response; an error that it throws is passed to `next` |
   * | `"throw"` | throws the error to the caller of the listener | passes the error to `next` |
   *
   * The function must write the response with `res`. If it returns a `Response` instead, the client gets a 500, and an
   * explanation is logged.
   *
   * If a listener fails, the error response has the CORS headers of the policy, so that the page gets a readable 500
   * instead of a CORS error. Headers that were set before the listener ran stay. If a predicate or a policy function
   * fails, the response has no CORS headers, and a preflight fails.
   *
   * `cors` passes only `Error` objects to `next`. Any other thrown value becomes the `cause` of a new `Error`. After
   * the headers have been sent, no other response is possible. `withCors` then closes the connection, so that clients
   * do not treat the incomplete response as complete.
   */
  readonly onError?: "throw" | ((error: unknown, req: Req, res: Res) => Returned<T>) | undefined;
  /** Observes each decision, for logs and metrics. Its errors are ignored. */
  readonly onDecision?: ((decision: CorsDecision, req: Req, res: Res) => unknown) | undefined;
}
