// A promise that a test resolves to hold a request; Node 20 does not have `Promise.withResolvers`.

/** Returns a promise and the function that resolves it. */
export function latch<T = void>(): { promise: Promise<T>; open: (value: T) => void } {
  let open: (value: T) => void = () => undefined;
  const promise = new Promise<T>((resolve) => {
    open = resolve;
  });
  return { promise, open };
}
