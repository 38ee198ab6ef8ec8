/** The property that holds the status and body of a response, by `Response` class. */
const known = new WeakMap<object, symbol | undefined>();

/**
 * Checks that a response can be sent. If its body is consumed or locked, the server would send its own error response,
 * without the policy's headers.
 *
 * @throws {TypeError} If the body is consumed or locked.
 */
export function assertSendable(response: Response): void {
  const pending = pendingProperty();
  const parts = pending && (response as unknown as Partial<Record<symbol, readonly unknown[]>> | undefined)?.[pending];
  // Access to the body would disable the fast path for text and files. Streams have no fast path.
  if (parts && !parts.some((part) => part instanceof ReadableStream)) return;
  if (response?.bodyUsed || (pending && response?.body?.locked)) {
    throw new TypeError("the response body has already been read; return a response with an unread body");
  }
}

/**
 * Returns the property in which `@hono/node-server` stores the constructor arguments of a response until the body is
 * accessed. `@hono/node-server` can replace the global `Response` at any time. The standard class has no such property.
 */
function pendingProperty(): symbol | undefined {
  if (!known.has(Response)) {
    const probe = new Response("");
    const symbols = Object.getOwnPropertySymbols(probe);
    probe.clone();
    known.set(
      Response,
      symbols.find((symbol) => !Object.hasOwn(probe, symbol)),
    );
  }
  return known.get(Response);
}
