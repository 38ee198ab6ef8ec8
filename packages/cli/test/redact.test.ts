import { expect, test } from "vitest";
import { redact, redactLines } from "../src/redact.ts";

test.each([
  ["Cookie", "a=1; b=two=2", "a=[redacted]; b=[redacted]"],
  ["cookie", "token", "[redacted]"],
  ["Set-Cookie", "a=secret; Path=/; HttpOnly", "a=[redacted]; Path=/; HttpOnly"],
  ["set-cookie", "secret", "[redacted]"],
  ["Authorization", "Bearer secret", "Bearer [redacted]"],
  ["authorization", "secret", "[redacted]"],
  ["Proxy-Authorization", "Basic c2VjcmV0", "Basic [redacted]"],
  ["X-A", "secret", "secret"],
])("%s: %s is shown as %s", (name, value, shown) => {
  expect(redact(name, value)).toBe(shown);
  expect(redactLines([[name, value]])).toEqual([[name, shown]]);
});
