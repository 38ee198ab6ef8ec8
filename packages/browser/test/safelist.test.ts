import { expect, test } from "vitest";
import {
  corsUnsafeRequestHeaderNames,
  isCorsSafelistedRequestHeader,
  isNoCorsSafelistedRequestHeader,
} from "../src/safelist.ts";

test.each(["accept", "Accept-Language", "content-language"])("%s may have 128 bytes, and not 129", (name) => {
  expect(isCorsSafelistedRequestHeader(name, "a".repeat(128))).toBe(true);
  expect(isCorsSafelistedRequestHeader(name, "a".repeat(129))).toBe(false);
});

test("Content-Type may have 128 bytes, and not 129", () => {
  const type = "text/plain;a=";
  expect(isCorsSafelistedRequestHeader("Content-Type", type + "b".repeat(128 - type.length))).toBe(true);
  expect(isCorsSafelistedRequestHeader("Content-Type", type + "b".repeat(129 - type.length))).toBe(false);
});

const byte = (code: number): string => String.fromCharCode(code);
const BYTES = Array.from({ length: 256 }, (_, code) => code);

test("Accept and Content-Type have no CORS-unsafe request-header byte", () => {
  const unsafe = BYTES.filter((code) => !isCorsSafelistedRequestHeader("accept", byte(code)));
  const controls = BYTES.filter((code) => code < 0x20 && code !== 9);
  expect(unsafe).toEqual([...controls, ...[...'"():<>?@[\\]{}\x7f'].map((character) => character.charCodeAt(0))]);
  for (const code of unsafe) {
    expect(isCorsSafelistedRequestHeader("content-type", `text/plain;a=${byte(code)}`)).toBe(false);
  }
  expect(isCorsSafelistedRequestHeader("content-type", "text/plain;a=\xff\t")).toBe(true);
});

test.each(["accept-language", "content-language"])("%s has few characters", (name) => {
  const safe = BYTES.filter((code) => isCorsSafelistedRequestHeader(name, byte(code))).map(byte);
  expect(safe.join("")).toBe(" *,-.0123456789;=ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");
});

test.each([
  ["text/plain", true],
  ["Text/Plain;charset=UTF-8", true],
  ["multipart/form-data; boundary=x", true],
  ["application/x-www-form-urlencoded", true],
  ["application/json", false],
  ["text/plain, application/json", false],
  ["text/plainx", false],
  ["text/html", false],
  ["", false],
])("Content-Type: %s is safelisted: %s", (value, isSafelisted) => {
  expect(isCorsSafelistedRequestHeader("Content-Type", value)).toBe(isSafelisted);
});

test.each([
  ["bytes=0-", true],
  ["bytes=0-0", true],
  ["bytes=10-20", true],
  ["bytes=009-10", true],
  ["bytes=99999999999999999998-99999999999999999999", true],
  ["bytes=99999999999999999999-99999999999999999998", false],
  ["bytes=20-10", false],
  ["bytes=-500", false],
  ["bytes=-", false],
  ["bytes=0-1,2-3", false],
  ["bytes=0", false],
  ["bytes = 0-", false],
  ["bytes=0 -1", false],
  ["Bytes=0-", false],
  ["items=0-1", false],
])("Range: %s is safelisted: %s", (value, isSafelisted) => {
  expect(isCorsSafelistedRequestHeader("Range", value)).toBe(isSafelisted);
});

test.each(["x-a", "authorization", "cache-control", "if-match", "dpr", "accepts"])("%s is never safelisted", (name) => {
  expect(isCorsSafelistedRequestHeader(name, "1")).toBe(false);
});

test("without CORS a range is not safelisted either", () => {
  expect(isNoCorsSafelistedRequestHeader("Range", "bytes=0-")).toBe(false);
  expect(isNoCorsSafelistedRequestHeader("Accept", "a")).toBe(true);
  expect(isNoCorsSafelistedRequestHeader("Authorization", "a")).toBe(false);
});

test("CORS-unsafe request-header names are lower-case, sorted and unique", () => {
  const headers = new Headers([
    ["X-B", "1"],
    ["Accept", "a"],
    ["x-b", "2"],
    ["Content-Type", "application/json"],
    ["X-A", "1"],
  ]);
  expect(corsUnsafeRequestHeaderNames(headers)).toEqual(["content-type", "x-a", "x-b"]);
  expect(corsUnsafeRequestHeaderNames(new Headers({ Accept: "a" }))).toEqual([]);
});

test("five safelisted headers cannot reach 1024 bytes: the limit on the sum stays behind the limit on each", () => {
  const value = "a".repeat(128);
  const headers = new Headers({ Accept: value, "Accept-Language": value, "Content-Language": value });
  headers.set("Content-Type", `text/plain;a=${"b".repeat(115)}`);
  headers.set("Range", `bytes=${"0".repeat(121)}-`);
  expect(corsUnsafeRequestHeaderNames(headers)).toEqual([]);
});

test("above 1024 bytes in all, the safelisted ones count too", () => {
  // A header list may have a name several times; a `Headers` object cannot, so the tests use a list.
  const list = (count: number, last: string): Headers =>
    [
      ...Array.from({ length: count }, () => ["accept", "a".repeat(128)]),
      ["content-language", last],
      ["x-a", ""],
    ] as never;
  expect(corsUnsafeRequestHeaderNames(list(7, "a".repeat(128)))).toEqual(["x-a"]);
  expect(corsUnsafeRequestHeaderNames(list(8, "a"))).toContain("content-language");
});
