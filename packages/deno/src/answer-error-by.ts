import { internalServerError } from "@fetch-cors/core";

/** The option of the runtime that answers an error. Its arguments are the error, then those of a handler. */
type AnswerError<Args extends readonly unknown[]> = (error: unknown, ...args: Args) => unknown;

/**
 * Makes a hook `onError` that calls the option of the runtime that answers an error.
 *
 * If that option fails itself, or returns no response, the answer is a plain 500. It is made here: the runtime would call
 * the option a second time, and its own 500 would have no CORS headers.
 */
export function answerErrorBy<Args extends readonly unknown[]>(
  answerError: AnswerError<Args>,
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
