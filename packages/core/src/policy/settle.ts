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
  let then: unknown;
  try {
    value = run();
    // Not `instanceof Promise`: query builders and other realms have their own.
    then = (value as PromiseLike<T> | undefined)?.then;
  } catch (error) {
    return onError(error);
  }
  return then ? Promise.resolve(value).then(onValue, onError) : onValue(value as T);
}

/** Throws the error again. */
export function passOn(error: unknown): never {
  throw error;
}
