import { describe, expect, test } from "vitest";
import { isToken, listElements } from "../../src/fetch-standard/token.ts";

describe("isToken", () => {
  test.each(["GET", "x", "X-Api_Key", "!#$%&'*+-.^_`|~09azAZ", "*"])("%j is a token", (text) => {
    expect(isToken(text)).toBe(true);
  });

  test.each(["", " ", "a b", "a,", "a\t", "\n", "a\n", "(a)", "a:b", '"a"', "a/b", "a@b", "[a]", "é", "\u00a0"])(
    "%j is not a token",
    (text) => {
      expect(isToken(text)).toBe(false);
    },
  );
});

describe("listElements", () => {
  test.each([
    ["", []],
    [" \t, ,", []],
    ["a", ["a"]],
    ["a,b", ["a", "b"]],
    [" a\t,\tb ,,c", ["a", "b", "c"]],
    ["a b, c", ["a b", "c"]],
  ])("%j has the elements %j", (list, elements) => {
    expect(listElements(list)).toEqual(elements);
  });

  test("treats only space and tab as optional white space", () => {
    expect(listElements("a\u00a0,\u000bb,c\u3000")).toEqual(["a\u00a0", "\u000bb", "c\u3000"]);
  });
});
