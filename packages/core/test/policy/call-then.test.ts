import { expect, test } from "vitest";
import { callThen, rethrow } from "../../src/policy/call-then.ts";

const double = (value: number): number => value * 2;
const length = (error: unknown): number => String(error).length;

test("a value that is not a promise stays synchronous", () => {
  expect(callThen(() => 2, double)).toBe(4);
  expect(callThen<undefined, string>(() => undefined, String)).toBe("undefined");
  expect(callThen<null, string>(() => null, String)).toBe("null");
});

test("a promise is awaited", async () => {
  const result = callThen(() => Promise.resolve(2), double);
  expect(result).toBeInstanceOf(Promise);
  expect(await result).toBe(4);
});

test("a thenable that is not a promise is awaited too, and the result is a real promise", async () => {
  // biome-ignore lint/suspicious/noThenProperty: query builders are thenables
  const query: PromiseLike<number> = { then: (resolve) => Promise.resolve(2).then(resolve) } as PromiseLike<number>;
  const result = callThen(() => query, double);
  expect(result).toBeInstanceOf(Promise);
  expect(await result).toBe(4);
});

test("an error is passed to onError, synchronously or asynchronously", async () => {
  const fail = (): number => {
    throw "oops";
  };
  expect(callThen(fail, double, length)).toBe(4);
  expect(await callThen(() => Promise.reject<number>("oops"), double, length)).toBe(4);
});

test("without onError, the error is thrown again, synchronously or asynchronously", async () => {
  const error = new Error("oops");
  expect(() => callThen(() => rethrow(error), double)).toThrow(error);
  await expect(callThen(() => Promise.reject<number>(error), double)).rejects.toBe(error);
});

test("the error from a thenable whose `then` throws is passed to onError", () => {
  const hostile = {
    // biome-ignore lint/suspicious/noThenProperty: the test needs a `then` that throws
    get then(): never {
      throw "oops";
    },
  };
  expect(
    callThen<unknown, number>(
      () => hostile,
      () => 0,
      length,
    ),
  ).toBe(4);
});

test("an error from onValue is never passed to onError", async () => {
  const error = new Error("oops");
  expect(() =>
    callThen(
      () => 2,
      () => rethrow(error),
      length,
    ),
  ).toThrow(error);
  await expect(
    callThen(
      () => Promise.resolve(2),
      () => rethrow(error),
      length,
    ),
  ).rejects.toBe(error);
});
