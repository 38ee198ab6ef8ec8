import { expect, test } from "vitest";
import { continueWith, rethrow } from "../../src/policy/continue-with.ts";

const double = (value: number): number => value * 2;
const length = (error: unknown): number => String(error).length;

test("what is there at once stays synchronous", () => {
  expect(continueWith(() => 2, double)).toBe(4);
  expect(continueWith<undefined, string>(() => undefined, String)).toBe("undefined");
  expect(continueWith<null, string>(() => null, String)).toBe("null");
});

test("a promise is awaited", async () => {
  const result = continueWith(() => Promise.resolve(2), double);
  expect(result).toBeInstanceOf(Promise);
  expect(await result).toBe(4);
});

test("a thenable that is no promise is awaited too, and the answer is a real promise", async () => {
  // biome-ignore lint/suspicious/noThenProperty: that is what a query builder is
  const query: PromiseLike<number> = { then: (resolve) => Promise.resolve(2).then(resolve) } as PromiseLike<number>;
  const result = continueWith(() => query, double);
  expect(result).toBeInstanceOf(Promise);
  expect(await result).toBe(4);
});

test("an error goes to onError, now or later", async () => {
  const fail = (): number => {
    throw "oops";
  };
  expect(continueWith(fail, double, length)).toBe(4);
  expect(await continueWith(() => Promise.reject<number>("oops"), double, length)).toBe(4);
});

test("without onError the error is passed on, now or later", async () => {
  const error = new Error("oops");
  expect(() => continueWith(() => rethrow(error), double)).toThrow(error);
  await expect(continueWith(() => Promise.reject<number>(error), double)).rejects.toBe(error);
});

test("so does that of a thenable that cannot even be asked", () => {
  const hostile = {
    // biome-ignore lint/suspicious/noThenProperty: that is what is hostile about it
    get then(): never {
      throw "oops";
    },
  };
  expect(
    continueWith<unknown, number>(
      () => hostile,
      () => 0,
      length,
    ),
  ).toBe(4);
});

test("an error of onValue never goes to onError", async () => {
  const error = new Error("oops");
  expect(() =>
    continueWith(
      () => 2,
      () => rethrow(error),
      length,
    ),
  ).toThrow(error);
  await expect(
    continueWith(
      () => Promise.resolve(2),
      () => rethrow(error),
      length,
    ),
  ).rejects.toBe(error);
});
