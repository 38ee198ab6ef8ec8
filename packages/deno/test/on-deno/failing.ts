// A handler with every kind of error, and the `onError` of the servers.
import { log } from "./routes.ts";

/** Fails as its path says, or responds. */
export async function failing({ url }: Request): Promise<Response> {
  switch (new URL(url).pathname) {
    case "/error":
      throw new Error("broken");
    case "/string":
      throw "a string";
    case "/undefined":
      throw undefined;
    case "/response":
      throw new Response("thrown", { status: 418 });
    case "/nothing":
      return undefined as unknown as Response;
    case "/network-error":
      return Response.error();
    case "/read-before": {
      const response = new Response("read before");
      await response.text();
      return response;
    }
    default:
      return new Response("hello");
  }
}

/** A typical error handler: it sends an error page and logs a line. */
export async function errorPage(error: unknown): Promise<Response> {
  log.push(`onError: ${error}`);
  await Promise.resolve();
  return new Response(`Sorry: ${error}`, { status: 503, headers: { "Retry-After": "5", Vary: "Accept" } });
}

/** An error handler that fails, synchronously or asynchronously. */
export function failingErrorPage(error: unknown): Promise<Response> {
  log.push(`onError fails: ${error}`);
  const failure = new Error("onError is broken too");
  if (error === "a string") throw failure;
  return Promise.reject(failure);
}
