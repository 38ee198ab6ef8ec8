import { applyHeaders, type CorsDecision } from "@fetch-cors/core";
import type { NodeResponse } from "./node-types.ts";
import { ResponseHeaders } from "./response-headers.ts";
import { setGivenHeaders } from "./set-given-headers.ts";

/** `writeHead` as Node has it: with or without a reason, and then headers or none. */
type WriteHead = (this: NodeResponse, statusCode: number, ...reasonAndHeaders: readonly unknown[]) => unknown;

/**
 * Puts a decision into a response at the moment when its headers are sent: nothing that is set before can win over it.
 *
 * Whoever sends them, Node itself included, does it through `writeHead`. Not earlier: a `Vary` that is there already would
 * make `*` one name among others for who appends it, and an error handler that drops all headers would drop these too.
 */
export function keepDecision(decision: CorsDecision, response: NodeResponse): void {
  const patched = response as { writeHead: WriteHead; writeHeader?: WriteHead };
  const { writeHead } = patched;
  patched.writeHead = function (statusCode, ...given) {
    // Node says itself what is wrong then.
    if (this.headersSent) return writeHead.call(this, statusCode, ...given);
    const [reason, headers] = typeof given[0] === "string" ? given : [undefined, given[1] ?? given[0]];
    if (headers) setGivenHeaders(headers, this);
    applyHeaders(decision, new ResponseHeaders(this));
    return reason === undefined ? writeHead.call(this, statusCode) : writeHead.call(this, statusCode, reason);
  };
  // An old name of it, which Node 26 has no more.
  if (patched.writeHeader) patched.writeHeader = patched.writeHead;
}
