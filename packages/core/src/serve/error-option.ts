import { internalServerError } from "./internal-server-error.ts";
import { wrapHandler } from "./with-cors.ts";

/** The option of a runtime that answers errors: `error` of `Bun.serve`, `onError` of `Deno.serve`. */
export type ErrorOption = (this: unknown, error: unknown) => unknown;

/**
 * Makes a hook `onError` of the runtime's option that answers errors.
 *
 * If the option fails itself or returns no response, the response is a plain 500. It is made here: the runtime would call the
 * option a second time, and its own 500 would have no CORS headers.
 *
 * @param answerError - Calls the option. It receives the error and the arguments of the handler.
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
 * Wraps the runtime's option that answers errors. The runtime itself calls it for an error outside of the wrapped handler, and
 * its response needs the headers of the policy too.
 *
 * There is no request. The policy therefore decides as for a request without `Origin`. A policy function cannot choose a
 * policy without a request, so no origin is allowed.
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

/** Every policy that is not public allows nothing without an `Origin`. */
const NOT_PUBLIC = { origin: "https://not-public.invalid" };
