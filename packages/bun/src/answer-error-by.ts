import { internalServerError } from "@fetch-cors/core";

/** The option `error` of `Bun.serve`. */
export type ErrorOption = (this: unknown, error: unknown) => unknown;

/**
 * Makes a hook of the option `error` of `Bun.serve`. Where that answers nothing, or fails itself, the answer is a plain
 * 500, as Bun's own. It is made here, as Bun's would not pass through the policy, and Bun would first call `error` again.
 */
export function answerErrorBy(
  option: ErrorOption,
): (error: unknown, request: Request, server: unknown) => Promise<Response> {
  return async (error, _request, server) => {
    try {
      const response = await option.call(server, error);
      return response instanceof Response ? response : internalServerError(error);
    } catch (failure) {
      console.error(error);
      return internalServerError(failure);
    }
  };
}
