import type { NodeRequest, NodeResponse } from "./node-types.ts";

/** The default answer to an error: that there was one. */
export function internalServerError(error: unknown, _req: NodeRequest, res: NodeResponse): void {
  console.error(error);
  res.statusCode = 500;
  res.setHeader("Content-Type", "text/plain;charset=UTF-8");
  res.end("Internal Server Error");
}

/**
 * Takes back what a listener has set, as it belongs to an answer that does not come: its length, its cookies, its lifetime.
 *
 * @param namesBefore - The headers that were there before it, like the id of the request; these stay.
 */
export function forgetAnswer(namesBefore: readonly string[], req: NodeRequest, res: NodeResponse): void {
  for (const name of res.getHeaderNames()) if (!namesBefore.includes(name)) res.removeHeader(name);
  // HTTP/2 has none, and Node warns where one is set.
  if (req.httpVersionMajor !== 2) res.statusMessage = "";
}

/** Ends a response that has begun already and has no end, so that no client takes the half of it for the whole. */
export function breakOff(error: unknown, req: NodeRequest, res: NodeResponse): void {
  console.error(error);
  if (res.writableEnded) return;
  // HTTP/2 without an error ends the response as if it were whole; HTTP/1 with one blames the client for it.
  const isHttp2 = req.httpVersionMajor === 2;
  res.destroy(isHttp2 ? new Error("failed after headers had been sent", { cause: error }) : undefined);
}
