import { applyDecision, type CorsDecision } from "@fetch-cors/core";
import type { Context } from "hono";

/** Puts a decision into the response of Hono's context. */
export function applyToContext(decision: CorsDecision, c: Context): void {
  const response = c.res;
  const applied = applyDecision(decision, response);
  if (applied !== response) replaceResponse(c, applied);
}

/** Setting it once would merge the headers of the response before into it, and bring back those that were removed. */
export function replaceResponse(c: Context, response: Response): void {
  c.res = undefined;
  c.res = response;
}
