import { internalServerError } from "@fetch-cors/core";

type OnError = (error: unknown) => Response | Promise<Response>;

/**
 * Makes a hook of an `onError` of `Deno.serve`. Where that fails itself, the answer is Deno's own: a plain 500. It is made
 * here, as Deno's would not pass through the policy, and Deno would first call `onError` again.
 */
export function answerErrorBy(onError: OnError): OnError {
  return async (error) => {
    try {
      return await onError(error);
    } catch (failure) {
      console.error(error);
      return internalServerError(failure);
    }
  };
}
