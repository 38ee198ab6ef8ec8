/**
 * Creates the default response to an error: a plain 500. It logs the error with `console.error`.
 *
 * @param error - The error to log. It is not sent to the client.
 * @returns A new response. `withCors` applies the decision to it.
 *
 * @example
 * ```ts
 * import { internalServerError, withCors } from "@fetch-cors/core";
 *
 * class NotFound extends Error {}
 * const handler = () => {
 *   throw new NotFound();
 * };
 * const fetch = withCors(handler, { origin: "https://app.example.com" }, {
 *   onError: (error) => (error instanceof NotFound ? new Response("Not Found", { status: 404 }) : internalServerError(error)),
 * });
 * (await fetch(new Request("https://api.example.com/"))).status; // → 404
 * ```
 */
export function internalServerError(error: unknown): Response {
  console.error(error);
  return new Response("Internal Server Error", { status: 500 });
}
