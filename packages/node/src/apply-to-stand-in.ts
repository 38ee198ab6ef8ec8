import type { CorsDecision } from "@fetch-cors/core";
import { applyHeaders } from "@fetch-cors/core/adapter";
import type { HeadersArgument } from "./header-list.ts";
import type { NodeResponse } from "./node-types.ts";
import { ResponseHeaders } from "./response-headers.ts";
import { setHeaders } from "./set-headers.ts";

/** The methods that send a response, including those from Express. In a mock, they do not have to call each other. */
const SENDERS = ["writeHead", "flushHeaders", "write", "end", "send", "json"] as const;

type Method = (...args: unknown[]) => unknown;

/**
 * Whether an object only resembles a Node response: a mock in a unit test, or the object that Socket.IO passes to
 * middleware for a WebSocket handshake.
 *
 * Node's HTTP/1 responses, and those of its subclasses, have `_storeHeader`. HTTP/2 responses have
 * `createPushResponse`. Their `end` calls `writeHead`. The `end` of a stand-in does not have to.
 */
export const isStandIn = (response: object): boolean =>
  !("_storeHeader" in response) && !("createPushResponse" in response);

/**
 * Applies a decision to a stand-in immediately, because its headers can be read before any of its methods is called.
 *
 * The methods that send headers apply the decision again, to override the headers that a handler has set. They do so
 * only if the stand-in returns the headers that it stores. A stand-in that does not return them might send each header
 * twice.
 */
export function applyToStandIn(decision: CorsDecision, response: NodeResponse): void {
  const stored = new ResponseHeaders(response);
  applyHeaders(decision, stored);
  let isReadable = false;
  stored.forEach(() => {
    isReadable = true;
  });
  if (!isReadable) return;

  const patched = response as unknown as Record<string, Method | undefined>;
  for (const name of SENDERS) {
    const method = patched[name];
    if (typeof method !== "function") continue;
    const apply = (_: Method, self: unknown, args: unknown[]): unknown => {
      if (response.headersSent) return method.apply(self, args);
      const [status, reason, headers] = name === "writeHead" ? args : [];
      const hasReason = typeof reason === "string";
      setHeaders((hasReason ? headers : (headers ?? reason)) as HeadersArgument, response);
      applyHeaders(decision, stored);
      return method.apply(self, name !== "writeHead" ? args : hasReason ? [status, reason] : [status]);
    };
    // A `Proxy` instead of a function, so that a test can still inspect a spy.
    patched[name] = new Proxy(method, { apply });
  }
}
