// A handler that fails in every way, and the `onError` of the servers around it.
import { log } from "./routes.ts";

/** Does what its path says, or answers. */
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

/** As a user writes it: a page for people, and a line for the log. */
export async function describe(error: unknown): Promise<Response> {
  log.push(`onError: ${error}`);
  await Promise.resolve();
  return new Response(`Sorry: ${error}`, { status: 503, headers: { "Retry-After": "5", Vary: "Accept" } });
}

/** Fails itself, at once or later. */
export function failToDescribe(error: unknown): Promise<Response> {
  log.push(`onError fails: ${error}`);
  const failure = new Error("onError is broken too");
  if (error === "a string") throw failure;
  return Promise.reject(failure);
}
