import { describe, expect, test } from "vitest";
import { isPlausibleOrigin, isSerializedOrigin, serializeOrigin } from "../../src/fetch-standard/serialized-origin.ts";

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

describe("isSerializedOrigin", () => {
  test.each([
    "https://example.com",
    "http://localhost:3000",
    "https://a_b.x-1.example:65535",
    "http://[::1]:8080",
    "http://a.com:443",
    "https://a.com:80",
    "https://a.com:4430",
    "ws+unix.1-2://a",
  ])("%s is one", (origin) => {
    expect(isSerializedOrigin(origin)).toBe(true);
  });

  test.each([
    "",
    "null",
    "example.com",
    "1http://a.com",
    "https:/a.com",
    "https://",
    "https://.a.com",
    "https://a..com",
    "https://a.com.",
    "https://A.com",
    "HTTPS://a.com",
    "https://a.com/",
    "https://a.com?",
    "https://u@a.com",
    "https://a.com:",
    "https://a.com:0",
    "https://a.com:080",
    "https://a.com:65536",
    "https://a.com:123456",
    "https://a.com:1x",
    "https://[::1",
    "https://::1]",
    "https://[g]",
    "https://a.com:443",
    "http://a.com:80",
    "ws://a.com:80",
    "wss://a.com:443",
    "ftp://a.com:21",
    " https://a.com",
    "https://a.com\n",
  ])("%j is no serialized origin", (origin) => {
    expect(isSerializedOrigin(origin)).toBe(false);
  });

  test.each(["sftp://a.com:21", "xhttp://a.com:80", "xws://a:80", "httpss://a:443", "ftps://a:21"])(
    "the port of %s is not the default one",
    (origin) => {
      expect(isSerializedOrigin(origin)).toBe(true);
    },
  );
});
