import type { PreflightDecision } from "@fetch-cors/core";
import { applyHeaders } from "@fetch-cors/core/adapter";
import type { NodeResponse } from "./node-types.ts";
import { ResponseHeaders } from "./response-headers.ts";

/** Answers a preflight, unless a timeout or the like has answered it before an asynchronous predicate did. */
export function answerPreflight(decision: PreflightDecision, response: NodeResponse): void {
  if (response.headersSent) return;
  applyHeaders(decision, new ResponseHeaders(response));
  response.statusCode = decision.status;
  response.end();
}
