import { describe, expect, test } from "vitest";
import { isPlausibleOrigin, serializeOrigin } from "../../src/fetch-standard/serialized-origin.ts";

describe("serializeOrigin", () => {
  test.each([
    ["https://example.com", "https://example.com"],
    ["HTTPS://Example.COM:443/path?query#hash", "https://example.com"],
    ["http://user:password@localhost:3000", "http://localhost:3000"],
    ["https://münchen.example", "https://xn--mnchen-3ya.example"],
    ["http://0x7f.1", "http://127.0.0.1"],
    ["http://[0:0::1]:80", "http://[::1]"],
    ["capacitor://localhost", "capacitor://localhost"],
    ["chrome-extension://abcdef/page.html", "chrome-extension://abcdef"],
    ["file:///etc/passwd", undefined],
    ["file://host/share", undefined],
    ["data:text/plain,a", undefined],
    ["example.com", undefined],
    ["localhost:3000", undefined],
    ["https://", undefined],
    ["https://a b", undefined],
    ["", undefined],
  ])("%j is %j", (text, origin) => {
    expect(serializeOrigin(text)).toBe(origin);
  });
});

describe("isPlausibleOrigin", () => {
  test.each(["https://example.com", "x", "!~", "a".repeat(512)])("%j can be sent", (origin) => {
    expect(isPlausibleOrigin(origin)).toBe(true);
  });

  test.each(["", " ", "https://a .com", "https://a.com\n", "\u0000", "\u007f", "é", "a".repeat(513)])(
    "%j cannot",
    (origin) => {
      expect(isPlausibleOrigin(origin)).toBe(false);
    },
  );
});
