import { expect, test } from "vitest";
import { rethrow, settle } from "../../src/policy/settle.ts";

const double = (value: number): number => value * 2;
const length = (error: unknown): number => String(error).length;

test("what is there at once stays synchronous", () => {
  expect(settle(() => 2, double)).toBe(4);
  expect(settle<undefined, string>(() => undefined, String)).toBe("undefined");
  expect(settle<null, string>(() => null, String)).toBe("null");
});

test("a promise is awaited", async () => {
  const settled = settle(() => Promise.resolve(2), double);
  expect(settled).toBeInstanceOf(Promise);
  expect(await settled).toBe(4);
});

test("a thenable that is no promise is awaited too, and the answer is a real promise", async () => {
  // biome-ignore lint/suspicious/noThenProperty: that is what a query builder is
  const query: PromiseLike<number> = { then: (resolve) => Promise.resolve(2).then(resolve) } as PromiseLike<number>;
  const settled = settle(() => query, double);
  expect(settled).toBeInstanceOf(Promise);
  expect(await settled).toBe(4);
});

test("an error goes to onError, now or later", async () => {
  const fail = (): number => {
    throw "oops";
  };
  expect(settle(fail, double, length)).toBe(4);
  expect(await settle(() => Promise.reject<number>("oops"), double, length)).toBe(4);
});

test("without onError the error is passed on, now or later", async () => {
  const error = new Error("oops");
  expect(() => settle(() => rethrow(error), double)).toThrow(error);
  await expect(settle(() => Promise.reject<number>(error), double)).rejects.toBe(error);
});

test("so does that of a thenable that cannot even be asked", () => {
  const hostile = {
    // biome-ignore lint/suspicious/noThenProperty: that is what is hostile about it
    get then(): never {
      throw "oops";
    },
  };
  expect(
    settle<unknown, number>(
      () => hostile,
      () => 0,
      length,
    ),
  ).toBe(4);
});

test("an error of onValue never goes to onError", async () => {
  const error = new Error("oops");
  expect(() =>
    settle(
      () => 2,
      () => rethrow(error),
      length,
    ),
  ).toThrow(error);
  await expect(
    settle(
      () => Promise.resolve(2),
      () => rethrow(error),
      length,
    ),
  ).rejects.toBe(error);
});
