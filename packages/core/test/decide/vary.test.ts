import { expect, test } from "vitest";
import { mergeVary } from "../../src/decide/vary.ts";

test.each([
  ["", "Origin", "Origin"],
  ["", "", ""],
  ["", "Origin, Accept", "Origin, Accept"],
  ["Accept-Encoding", "Origin", "Accept-Encoding, Origin"],
  ["Accept, ORIGIN", "Origin", "Accept, ORIGIN"],
  [" origin\t,x", "Origin, Accept", " origin\t,x, Accept"],
  ["X-Origin", "Origin", "X-Origin, Origin"],
  ["*", "Origin", "*"],
  [" * ", "Origin", " * "],
  ["Accept, *", "Origin", "Accept, *, Origin"],
  ["Accept", "", "Accept"],
])("%j and %j make %j", (current, vary, merged) => {
  expect(mergeVary(current, vary)).toBe(merged);
});
