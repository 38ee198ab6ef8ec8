import { expect, test } from "vitest";
import { deltaSeconds, listOfTokens } from "../src/list-values.ts";

test.each([
  ["", []],
  [",", []],
  ["PUT", ["PUT"]],
  ["PUT,DELETE", ["PUT", "DELETE"]],
  [" PUT\t,, DELETE ,", ["PUT", "DELETE"]],
  ["*", ["*"]],
  ["PUT DELETE", "failure"],
  ["PUT;DELETE", "failure"],
  ['"PUT"', "failure"],
  ["PUT, DEL(E)TE", "failure"],
])("the list in %j is %j", (value, list) => {
  expect(listOfTokens(new Headers({ "X-List": value }), "X-List")).toEqual(list);
});

test("lines are one list, and no line is none", () => {
  const headers = new Headers([
    ["X-List", "a"],
    ["x-list", "b, c"],
  ]);
  expect(listOfTokens(headers, "X-List")).toEqual(["a", "b", "c"]);
  expect(listOfTokens(headers, "X-Other")).toBe(null);
});

test.each([
  ["0", 0],
  ["600", 600],
  ["0600", 600],
  [" 5 ", 5],
  ["-1", undefined],
  ["+1", undefined],
  ["1.5", undefined],
  ["1e3", undefined],
  ["600, 600", undefined],
  ["", undefined],
  ["ten", undefined],
])("%j is a number of seconds: %j", (value, seconds) => {
  expect(deltaSeconds(new Headers({ "Access-Control-Max-Age": value }), "Access-Control-Max-Age")).toBe(seconds);
});

test("where there is none, there is no number of seconds", () => {
  expect(deltaSeconds(new Headers(), "Access-Control-Max-Age")).toBe(undefined);
});
