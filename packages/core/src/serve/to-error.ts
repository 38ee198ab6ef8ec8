/**
 * A thrown value as an `Error`, for frameworks that take some values for no error and would run the handler.
 *
 * @returns The value itself if it is an `Error`; otherwise an `Error` whose `cause` it is.
 */
export const toError = (thrown: unknown): Error =>
  thrown instanceof Error ? thrown : new Error("the thrown value is not an Error", { cause: thrown });
