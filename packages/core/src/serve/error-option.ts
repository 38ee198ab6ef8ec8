import { internalServerError } from "./hooks.ts";
import { wrapHandler } from "./with-cors.ts";

/** The option of a runtime that is its error handler: `error` in `Bun.serve`, `onError` in `Deno.serve`. */
export type ErrorOption = (this: unknown, error: unknown) => unknown;

/**
 * Creates an `onError` hook from a runtime's error handler.
 *
 * If the error handler itself fails, or returns no response, the response is a plain 500. The hook creates it, because
 * the runtime would call the error handler a second time, and send a 500 without CORS headers.
 *
 * @param answerError - Calls the error handler. It receives the error and the arguments of the request handler.
 */
export function errorHook<Args extends readonly unknown[]>(
  answerError: (error: unknown, ...args: Args) => unknown,
): (error: unknown, ...args: Args) => Promise<Response> {
  return async (error, ...args) => {
    try {
      const response = await answerError(error, ...args);
      return response instanceof Response ? response : internalServerError(error);
    } catch (failure) {
      console.error(error);
      return internalServerError(failure);
    }
  };
}

/**
 * Wraps a runtime's error handler, so that its response gets the headers of the policy. The runtime calls the error
 * handler itself for an error outside of the wrapped request handler.
 *
 * The error handler receives no request, so the policy is applied to a stand-in request without `Origin`. A policy
 * function cannot choose a policy without a request, so no origin is allowed.
 *
 * @param policy - The policy argument of `withCors`.
 */
export function wrapErrorOption(errorOption: ErrorOption, policy: unknown): ErrorOption {
  const answer = wrapHandler(
    (_request, error, self) => errorOption.call(self, error) as Response,
    [typeof policy === "function" ? NOT_PUBLIC : policy, { onError: "throw" }],
  );
  return function (error) {
    return answer(new Request("http://localhost/"), error, this);
  };
}

/**
 * Replaces a policy function. For a request without `Origin`, all policies that are not public have the same result.
 */
const NOT_PUBLIC = { origin: "https://not-public.invalid" };
