import type { NodeRequest, NodeResponse } from "./node-types.ts";

/** The default error response: a plain 500. */
export function internalServerError(error: unknown, _req: NodeRequest, res: NodeResponse): void {
  console.error(error);
  res.statusCode = 500;
  res.setHeader("Content-Type", "text/plain;charset=UTF-8");
  res.end("Internal Server Error");
}

/** Returns the names of the headers that are set on the response so far. */
export const headerNames = (res: Partial<NodeResponse>): readonly string[] => res.getHeaderNames?.() ?? [];

/**
 * Removes the headers that a listener set before it failed. They describe a response that is not sent: its length, its
 * cookies, its lifetime.
 *
 * @param namesBefore - The names of the headers that were set before the listener ran, such as a request ID. These
 * headers stay.
 */
export function removeListenerHeaders(namesBefore: readonly string[], req: NodeRequest, res: NodeResponse): void {
  for (const name of headerNames(res)) if (!namesBefore.includes(name)) res.removeHeader(name);
  // HTTP/2 has no reason phrase, and Node warns if one is set.
  if (req.httpVersionMajor !== 2) res.statusMessage = "";
}

/** Closes the connection after an incomplete response, so that clients do not treat the response as complete. */
export function breakOff(error: unknown, req: NodeRequest, res: NodeResponse): void {
  console.error(error);
  if (res.writableEnded) return;
  // Without an error, HTTP/2 ends the response as if it were complete. With an error, an HTTP/1 server emits
  // `clientError`, although the client did nothing wrong.
  const isHttp2 = req.httpVersionMajor === 2;
  res.destroy(isHttp2 ? new Error("failed after headers had been sent", { cause: error }) : undefined);
}
