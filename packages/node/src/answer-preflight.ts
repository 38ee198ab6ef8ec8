import type { PreflightDecision } from "@fetch-cors/core";
import { applyHeaders } from "@fetch-cors/core/adapter";
import type { NodeResponse } from "./node-types.ts";
import { ResponseHeaders } from "./response-headers.ts";

/**
 * Responds to a preflight, unless other code, such as a timeout, responded while an asynchronous predicate was running.
 */
export function answerPreflight(decision: PreflightDecision, response: NodeResponse): void {
  if (response.headersSent) return;
  applyHeaders(decision, new ResponseHeaders(response));
  response.statusCode = decision.status;
  response.end();
}
