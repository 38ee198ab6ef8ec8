/** Not `instanceof Promise`: query builders and other realms have their own thenables. */
export const isThenable = <T>(value: T | PromiseLike<T>): value is PromiseLike<T> =>
  typeof (value as Partial<PromiseLike<T>> | null | undefined)?.then === "function";

/**
 * Calls a user's function and continues with its result. The result is a promise only if that of the function is.
 *
 * @param onError - Receives what the function throws or rejects with. Defaults to throwing it again.
 */
export function callThen<T, U>(
  run: () => T | PromiseLike<T>,
  onValue: (value: T) => U | Promise<U>,
  onError: (error: unknown) => U | Promise<U> = rethrow,
): U | Promise<U> {
  let value: T | PromiseLike<T>;
  try {
    value = run();
    // A getter named `then` can throw too.
    if (isThenable(value)) return Promise.resolve(value).then(onValue, onError);
  } catch (error) {
    return onError(error);
  }
  return onValue(value);
}

export function rethrow(error: unknown): never {
  throw error;
}
