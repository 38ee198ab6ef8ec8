import type { CorsDecision } from "@fetch-cors/core";
import { applyHeaders } from "@fetch-cors/core/adapter";
import { applyToStandIn, isStandIn } from "./apply-to-stand-in.ts";
import { HeaderList, type HeadersArgument } from "./header-list.ts";
import type { NodeResponse } from "./node-types.ts";
import { ResponseHeaders } from "./response-headers.ts";
import { setHeaders } from "./set-headers.ts";

/** `writeHead` as Node declares it: an optional reason, then optional headers. */
type WriteHead = (this: NodeResponse, statusCode: number, reason?: unknown, headers?: unknown) => unknown;

/** Marks a response that has a policy. The ES module and the CommonJS module share it. */
const DECIDED = Symbol.for("@fetch-cors/node.decided");

/** Whether a policy has already decided about the response: the outer one of two around a handler. */
export const isDecided = (response: NodeResponse): boolean => DECIDED in response;

/**
 * Applies a decision to a response when its headers are sent, so that it replaces every header that was set before.
 *
 * Node sends every head through `writeHead`, which is therefore the only method to replace. Applying a decision earlier
 * goes wrong: an appended `Vary: *` would become one name among others, and an error handler that drops all headers would
 * drop the policy's.
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
    // Node throws an error with a clear message.
    if (this.headersSent) return writeHead.call(this, statusCode, reason, headers);
    const added = (hasReason ? headers : (headers ?? reason)) as HeadersArgument;
    if (takesList && this.getHeaderNames().length === 0) {
      const list = new HeaderList(added);
      applyHeaders(decision, list);
      return hasReason
        ? writeHead.call(this, statusCode, reason, list.flat)
        : writeHead.call(this, statusCode, list.flat);
    }
    setHeaders(added, this);
    applyHeaders(decision, new ResponseHeaders(this));
    return hasReason ? writeHead.call(this, statusCode, reason) : writeHead.call(this, statusCode);
  };
  // Node 26 has removed this old name of `writeHead`.
  if (patched.writeHeader) patched.writeHeader = patched.writeHead;
}

/** The function that was recognized last, which all responses of a server share. */
let nodeWriteHead: WriteHead | undefined;

/**
 * Whether this is the `writeHead` of Node's HTTP/1 responses, which accepts a flat list of headers.
 *
 * Others do not: the one of HTTP/2 keeps the last line of each name, `on-headers` 1.0 expects pairs, and subclasses for AWS
 * Lambda read an object.
 */
function isNodeWriteHead(writeHead: WriteHead, response: object): boolean {
  if (writeHead === nodeWriteHead) return true;
  let owner = response;
  while (!Object.hasOwn(owner, "writeHead")) owner = Object.getPrototypeOf(owner);
  // `ServerResponse` extends the class that has this method.
  if (!Object.hasOwn(Object(Object.getPrototypeOf(owner)), "_storeHeader")) return false;
  nodeWriteHead = writeHead;
  return true;
}
