// What a test needs to hold a request in the middle; `Promise.withResolvers`, which Node 20 does not have.

/** A promise, and what fulfils it. */
export function latch<T = void>(): { promise: Promise<T>; open: (value: T) => void } {
  let open: (value: T) => void = () => undefined;
  const promise = new Promise<T>((resolve) => {
    open = resolve;
  });
  return { promise, open };
}
