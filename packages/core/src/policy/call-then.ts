/**
 * Whether a value is a promise or another thenable. `instanceof Promise` would miss the thenables of query builders and
 * the promises of other realms.
 */
export const isThenable = <T>(value: T | PromiseLike<T>): value is PromiseLike<T> =>
  typeof (value as Partial<PromiseLike<T>> | null | undefined)?.then === "function";

/**
 * Calls a user's function, and passes its result to `onValue`. Everything is synchronous unless one of the functions
 * returns a promise.
 *
 * @param onError - Receives the error that the function throws or rejects with. Defaults to a function that throws the
 * error again.
 */
export function callThen<T, U>(
  run: () => T | PromiseLike<T>,
  onValue: (value: T) => U | Promise<U>,
  onError: (error: unknown) => U | Promise<U> = rethrow,
): U | Promise<U> {
  let value: T | PromiseLike<T>;
  try {
    value = run();
    // Reading `then` can throw too, because it can be a getter.
    if (isThenable(value)) return Promise.resolve(value).then(onValue, onError);
  } catch (error) {
    return onError(error);
  }
  return onValue(value);
}

export function rethrow(error: unknown): never {
  throw error;
}
