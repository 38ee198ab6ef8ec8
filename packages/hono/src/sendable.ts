/** The property of a response with its status and body, by class. */
const known = new WeakMap<object, symbol | undefined>();

/**
 * Checks that a response can be sent. A server would respond to a body that is consumed or locked with its own error,
 * without the headers of the policy.
 *
 * @throws {TypeError} If the body is consumed or locked.
 */
export function assertSendable(response: Response): void {
  const pending = pendingProperty();
  const parts = pending && (response as unknown as Partial<Record<symbol, readonly unknown[]>> | undefined)?.[pending];
  // Access to the body would cost text and files their fast path, which a stream does not have.
  if (parts && !parts.some((part) => part instanceof ReadableStream)) return;
  if (response?.bodyUsed || (pending && response?.body?.locked)) {
    throw new TypeError("the response body has already been read; return a response with an unread body");
  }
}

/**
 * The property in which `@hono/node-server` keeps what the constructor received, until the body is accessed. It replaces the
 * global `Response`, at any time. The class of the standard has no such property.
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
