import type { CorsDecision } from "@fetch-cors/core";
import { applyHeaders } from "@fetch-cors/core/adapter";
import type { HeadersArgument } from "./header-list.ts";
import type { NodeResponse } from "./node-types.ts";
import { ResponseHeaders } from "./response-headers.ts";
import { setHeaders } from "./set-headers.ts";

/** The methods that send a response, with those of Express: in a mock none of them has to call another one. */
const SENDERS = ["writeHead", "flushHeaders", "write", "end", "send", "json"] as const;

type Method = (...args: unknown[]) => unknown;

/**
 * Whether an object merely resembles a response of Node: a mock in a unit test, or what Socket.IO passes to middleware
 * for a WebSocket handshake.
 *
 * The HTTP/1 responses of Node, and classes that extend them, have the first method; those of HTTP/2 have the second. Their
 * `end` calls `writeHead`, and the `end` of a stand-in need not.
 */
export const isStandIn = (response: object): boolean =>
  !("_storeHeader" in response) && !("createPushResponse" in response);

/**
 * Applies a decision to a stand-in at once, because no method of it has to be called before its headers are read.
 *
 * The methods that send headers apply the decision again, to replace what a handler has set. They do so only if the
 * stand-in returns the headers that it stores: one that does not may send each of them twice.
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
    // A proxy and not a function, so that a test can still inspect a spy.
    patched[name] = new Proxy(method, { apply });
  }
}
