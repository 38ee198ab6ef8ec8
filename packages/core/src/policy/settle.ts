/** Not `instanceof Promise`: query builders and other realms have their own. */
export const isThenable = <T>(value: T | PromiseLike<T>): value is PromiseLike<T> =>
  !!(value as PromiseLike<T> | undefined)?.then;

/**
 * `then` for what a user's function returns or throws, now or later: it stays synchronous where the function is.
 *
 * @param onError - Defaults to passing the error on.
 */
export function settle<T, U>(
  run: () => T | PromiseLike<T>,
  onValue: (value: T) => U | Promise<U>,
  onError: (error: unknown) => U | Promise<U> = passOn,
): U | Promise<U> {
  let value: T | PromiseLike<T>;
  try {
    value = run();
    // A getter named `then` can throw as well.
    if (isThenable(value)) return Promise.resolve(value).then(onValue, onError);
  } catch (error) {
    return onError(error);
  }
  return onValue(value);
}

/** Throws the error again. */
export function passOn(error: unknown): never {
  throw error;
}
