import { expect, test } from "vitest";
import { CorsConfigError, definePolicy, parseOrigins } from "../../src/index.ts";

const BOTH = ["https://a.example", "https://b.example"];

test.each([
  "https://a.example,https://b.example",
  "https://a.example, https://b.example",
  "https://a.example;https://b.example;",
  "  https://a.example\n\thttps://b.example\r\n",
  " ,https://a.example,,https://b.example, ",
  '["https://a.example", "https://b.example"]',
  ' [\n"https://a.example",\n"https://b.example"\n]\n',
])("reads %j", (text) => {
  expect(parseOrigins(text)).toEqual(BOTH);
});

test.each([undefined, "", "  \n", ",", "[]"])("%j has no entries, so definePolicy rejects the result", (text) => {
  expect(parseOrigins(text)).toEqual([]);
  expect(() => definePolicy({ origin: parseOrigins(text) })).toThrow(CorsConfigError);
});

test.each([
  ["*", ["*"]],
  ["example.com/ null", ["example.com/", "null"]],
  ["[::1]:3000", ["[::1]:3000"]],
  ['{"origin":"*"}', ['{"origin":"*"}']],
  ['"https://a.example"', ['"https://a.example"']],
  ['["a b", 7, null, ["https://a.example"]]', ["a b", "7", "null", '["https://a.example"]']],
  ["7", ["7"]],
])("does not validate entries: %j", (text, entries) => {
  expect(parseOrigins(text)).toEqual(entries);
});
