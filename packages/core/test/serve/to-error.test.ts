import { expect, test } from "vitest";
import { toError } from "../../src/adapter.ts";

test("an Error is returned as it is", () => {
  const error = new TypeError("the database is down");
  expect(toError(error)).toBe(error);
});

test.each([undefined, null, "a text", { status: 500 }])("%j becomes the cause of an Error", (thrown) => {
  const error = toError(thrown);
  expect(error).toBeInstanceOf(Error);
  expect(error.message).toBe("the thrown value is not an Error");
  expect(error.cause).toBe(thrown);
});
