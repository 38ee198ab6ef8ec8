import { describe, expect, test } from "vitest";
import { corsCheck } from "../src/cors-check.ts";
import { toFetchRequest } from "../src/to-fetch-request.ts";
import { API, ORIGIN } from "./page.ts";

const check = async (
  credentials: "omit" | "same-origin" | "include",
  headers: HeadersInit,
  { origin = ORIGIN, isRedirectTainted = false } = {},
) => {
  const request = await toFetchRequest(origin, API, { credentials });
  return corsCheck({ ...request, isRedirectTainted }, new Headers(headers));
};
const ACAO = "Access-Control-Allow-Origin";
const ACAC = "Access-Control-Allow-Credentials";

describe.each(["omit", "same-origin"] as const)("in credentials mode %s", (mode) => {
  test("the origin or the wildcard will do", async () => {
    expect(await check(mode, { [ACAO]: "*" })).toBe(undefined);
    expect(await check(mode, { [ACAO]: ORIGIN })).toBe(undefined);
    expect(await check(mode, { [ACAO]: ORIGIN, [ACAC]: "nonsense" })).toBe(undefined);
  });
});

describe.each(["omit", "same-origin", "include"] as const)("in credentials mode %s", (mode) => {
  test.each([
    [`${ORIGIN}/`, "origin-mismatch"],
    [ORIGIN.toUpperCase(), "origin-mismatch"],
    ["https://evil.example", "origin-mismatch"],
    ["null", "origin-mismatch"],
    ["app.example.com", "invalid-allow-origin"],
    ["", "invalid-allow-origin"],
    ["**", "invalid-allow-origin"],
    [`${ORIGIN}, ${ORIGIN}`, "multiple-allow-origin"],
    [`${ORIGIN} https://b.example`, "multiple-allow-origin"],
    ["*, *", "multiple-allow-origin"],
  ])("%j fails: %s", async (value, code) => {
    expect(await check(mode, { [ACAO]: value, [ACAC]: "true" })).toEqual({ code, hint: value });
  });

  test("two headers fail, even if they are equal", async () => {
    const headers: [string, string][] = [
      [ACAO, ORIGIN],
      [ACAO, ORIGIN],
    ];
    expect(await check(mode, headers)).toMatchObject({ code: "multiple-allow-origin" });
  });

  test("none fails", async () => {
    expect(await check(mode, { [ACAC]: "true" })).toEqual({ code: "missing-allow-origin", hint: "" });
  });
});

test("with credentials the wildcard fails", async () => {
  expect(await check("include", { [ACAO]: "*", [ACAC]: "true" })).toEqual({
    code: "wildcard-with-credentials",
    hint: "*",
  });
});

test.each(["True", "TRUE", "1", "true, true", ""])("with credentials %j is not true", async (value) => {
  expect(await check("include", { [ACAO]: ORIGIN, [ACAC]: value })).toEqual({
    code: "credentials-not-true",
    hint: value,
  });
});

test("with credentials nothing is not true either", async () => {
  expect(await check("include", { [ACAO]: ORIGIN })).toEqual({ code: "credentials-not-true", hint: "" });
  expect(await check("include", { [ACAO]: ORIGIN, [ACAC]: "true" })).toBe(undefined);
});

test("a tainted origin, and that of a sandboxed frame, is null", async () => {
  expect(await check("omit", { [ACAO]: ORIGIN }, { isRedirectTainted: true })).toMatchObject({
    code: "origin-mismatch",
  });
  expect(await check("omit", { [ACAO]: "null" }, { isRedirectTainted: true })).toBe(undefined);
  expect(await check("include", { [ACAO]: "null", [ACAC]: "true" }, { origin: "null" })).toBe(undefined);
});
