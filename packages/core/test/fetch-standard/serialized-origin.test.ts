import { describe, expect, test } from "vitest";
import { canBeSentByBrowser, isSerializedPort, serializeOrigin } from "../../src/fetch-standard/serialized-origin.ts";

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
    ["file:///etc/passwd", "file://"],
    ["file://host/share", "file://"],
    ["data:text/plain,a", undefined],
    ["example.com", undefined],
    ["localhost:3000", undefined],
    ["https://", undefined],
    ["https://a b", undefined],
    ["", undefined],
  ])("%j is serialized as %j", (text, origin) => {
    expect(serializeOrigin(text)).toBe(origin);
  });
});

describe("canBeSentByBrowser", () => {
  test.each(["https://example.com", "file://", "!://~", `${"a".repeat(509)}://`])("%j can be sent", (origin) => {
    expect(canBeSentByBrowser(origin)).toBe(true);
  });

  test.each([
    ...["", " ", "*", "null", "NULL", ",", "x", "https:", "https:/a", `${"a".repeat(510)}://`],
    ...["https://a .com", "https://a.com\n", "https://\u0000", "https://\u007f", "https://é"],
    ...["https://a,https://b", "https://a,", "https://a, https://b"],
  ])("%j cannot be sent", (origin) => {
    expect(canBeSentByBrowser(origin)).toBe(false);
  });
});

describe("isSerializedPort", () => {
  test.each([
    ["8443", "https"],
    ["1", "http"],
    ["65535", "http"],
    ["443", "http"],
    ["80", "https"],
    ["80", "app"],
  ])("%s can end an origin of %s", (port, scheme) => {
    expect(isSerializedPort(port, scheme)).toBe(true);
  });

  test.each([
    ["443", "https"],
    ["80", "http"],
    ["0", "http"],
    ["08", "http"],
    ["65536", "http"],
    ["100000", "http"],
    ["", "http"],
    ["8x", "http"],
  ])("%j cannot end an origin of %s", (port, scheme) => {
    expect(isSerializedPort(port, scheme)).toBe(false);
  });
});
