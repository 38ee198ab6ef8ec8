import { internalServerError } from "@fetch-cors/core";

/** The option `error` of `Bun.serve`. */
type ErrorOption = (this: unknown, error: unknown) => unknown;

/**
 * The hook that an option `error` amounts to, so that its responses get CORS headers as well.
 *
 * Where it answers nothing, or fails itself, Bun says so by a bare 500. Passing the error on instead would make Bun call
 * the option again.
 */
export function onErrorFrom(
  option: unknown,
): ((error: unknown, request: Request, server: unknown) => Promise<Response>) | undefined {
  if (typeof option !== "function") return undefined;
  return async (error, _request, server) => {
    try {
      const response = await (option as ErrorOption).call(server, error);
      if (response instanceof Response) return response;
    } catch (failure) {
      console.error(failure);
    }
    return internalServerError(error);
  };
}
