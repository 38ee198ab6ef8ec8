/**
 * Converts a thrown value to an `Error`. Some frameworks interpret certain other values as success, and would run the
 * handler.
 *
 * @returns The value itself if it is an `Error`. Otherwise an `Error` whose `cause` is the value.
 */
export const toError = (thrown: unknown): Error =>
  thrown instanceof Error ? thrown : new Error("the thrown value is not an Error", { cause: thrown });
