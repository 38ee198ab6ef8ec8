import type { CorsDecision } from "@fetch-cors/core";
import { applyHeaders } from "@fetch-cors/core/adapter";
import { applyToStandIn, isStandIn } from "./apply-to-stand-in.ts";
import { HeaderList, type HeadersArgument } from "./header-list.ts";
import type { NodeResponse } from "./node-types.ts";
import { ResponseHeaders } from "./response-headers.ts";
import { setHeaders } from "./set-headers.ts";

/** The signature of Node's `writeHead`: a status code, an optional reason phrase, and optional headers. */
type WriteHead = (this: NodeResponse, statusCode: number, reason?: unknown, headers?: unknown) => unknown;

/**
 * Marks a response if a policy has made the decision about its request. The ES module and the CommonJS module share
 * this symbol.
 */
const DECIDED = Symbol.for("@fetch-cors/node.decided");

/** Whether an outer policy has already made the decision about the request. */
export const isDecided = (response: NodeResponse): boolean => DECIDED in response;

/**
 * Applies a decision to a response when its headers are sent, so that it overrides headers that were set earlier.
 *
 * Node sends all response headers through `writeHead`, so this is the only method that has to be replaced. If the
 * decision were applied earlier, it would be lost in two cases: an appended `Vary: *` would become one name among
 * others, and an error handler that removes all headers would also remove those of the policy.
 */
export function applyOnWriteHead(decision: CorsDecision, response: NodeResponse): void {
  (response as { [DECIDED]?: true })[DECIDED] = true;
  if (isStandIn(response)) applyToStandIn(decision, response);
  else patchWriteHead(decision, response);
}

function patchWriteHead(decision: CorsDecision, response: NodeResponse): void {
  const patched = response as { writeHead: WriteHead; writeHeader?: WriteHead };
  const { writeHead } = patched;
  const takesList = isNodeWriteHead(writeHead, response);
  patched.writeHead = function (statusCode, reason, headers) {
    const hasReason = typeof reason === "string";
    // Node then throws an error with a clear message.
    if (this.headersSent) return writeHead.call(this, statusCode, reason, headers);
    const added = (hasReason ? headers : (headers ?? reason)) as HeadersArgument;
    if (takesList && this.getHeaderNames().length === 0) {
      const list = new HeaderList(added);
      applyHeaders(decision, list);
      return hasReason
        ? writeHead.call(this, statusCode, reason, list.flat)
        : writeHead.call(this, statusCode, list.flat);
    }
    if (added) setHeaders(added, this);
    applyHeaders(decision, new ResponseHeaders(this));
    return hasReason ? writeHead.call(this, statusCode, reason) : writeHead.call(this, statusCode);
  };
  // Node 26 removed this old name for `writeHead`.
  if (patched.writeHeader) patched.writeHeader = patched.writeHead;
}

/** The most recently recognized function. All responses from a server share it. */
let nodeWriteHead: WriteHead | undefined;

/**
 * Whether this is the `writeHead` of Node's HTTP/1 responses, which accepts a flat list of headers.
 *
 * Other implementations do not: HTTP/2 keeps only the last line for each name, `on-headers` 1.0 expects pairs, and
 * subclasses for AWS Lambda expect an object.
 */
function isNodeWriteHead(writeHead: WriteHead, response: object): boolean {
  if (writeHead === nodeWriteHead) return true;
  let owner = response;
  while (!Object.hasOwn(owner, "writeHead")) owner = Object.getPrototypeOf(owner);
  // `ServerResponse` extends the class that defines `_storeHeader`.
  if (!Object.hasOwn(Object(Object.getPrototypeOf(owner)), "_storeHeader")) return false;
  nodeWriteHead = writeHead;
  return true;
}
