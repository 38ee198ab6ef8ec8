import { expect, test } from "vitest";
import { definePolicy } from "../src/index.ts";

test("a million origins, or a hundred thousand patterns, compile and match", () => {
  const origins = Array.from({ length: 1_000_000 }, (_, index) => `https://tenant-${index}.example`);
  const exact = definePolicy({ origin: origins, credentials: true });
  expect(exact.allowsOrigin("https://tenant-999999.example")).toBe(true);
  expect(exact.allowsOrigin("https://tenant-1000000.example")).toBe(false);

  const patterns = Array.from({ length: 100_000 }, (_, index) => `https://*.tenant-${index}.example:*`);
  const covering = definePolicy({ origin: patterns, credentials: true });
  expect(covering.allowsOrigin("https://a.b.tenant-99999.example:8443")).toBe(true);
  expect(covering.allowsOrigin("https://a.b.tenant-100000.example")).toBe(false);
});
