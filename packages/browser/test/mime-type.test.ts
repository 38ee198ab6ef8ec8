import { expect, test } from "vitest";
import { mimeEssence } from "../src/mime-type.ts";

test.each([
  ["text/plain", "text/plain"],
  [" \t\r\nText/PLAIN \t;charset=utf-8", "text/plain"],
  ["text/plain;", "text/plain"],
  ["text/plain;charset", "text/plain"],
  ["text/plain; a=b; c", "text/plain"],
  ["text", undefined],
  ["", undefined],
  ["/plain", undefined],
  ["text/", undefined],
  ["text /plain", undefined],
  ["text/ plain", undefined],
  ["text/plain, text/plain", undefined],
  ["text/plain/x", undefined],
  ["text;/plain", undefined],
])("the essence of %j is %j", (text, essence) => {
  expect(mimeEssence(text)).toBe(essence);
});
