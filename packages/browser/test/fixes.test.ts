import { describe, expect, test } from "vitest";
import type { BrowserRequestInit } from "../src/index.ts";
import { API, answering, blockOf, OPEN, OWN, server } from "./page.ts";

const METHODS = "Access-Control-Allow-Methods";
const NAMES = "Access-Control-Allow-Headers";
const PUT = { method: "PUT" };
const ANSWER = `the response to OPTIONS ${API}`;

const fixOf = async (preflight: HeadersInit, init: BrowserRequestInit, status = 204, url = API): Promise<string> =>
  (await blockOf(server(preflight, OWN, status), init, url)).fix;

describe("A method that is not allowed", () => {
  test.each<[string | undefined, string, string]>([
    // The list differs in more than case, so case is not mentioned.
    ["GET,POST", "PUT", `Add "PUT" to ${METHODS} in ${ANSWER}`],
    [undefined, "PUT", `Add "PUT" to ${METHODS} in ${ANSWER}`],
    ["", "DELETE", `Add "DELETE" to ${METHODS} in ${ANSWER}`],
    ["Put, GET", "PUT", `List "PUT" instead of "Put" in ${METHODS} in ${ANSWER}, because methods are case-sensitive`],
    [
      "get, patch",
      "PATCH",
      `List "PATCH" instead of "patch" in ${METHODS} in ${ANSWER}, because methods are case-sensitive`,
    ],
  ])("of %j, for %s", async (list, method, fix) => {
    expect(await fixOf({ ...OPEN, ...(list !== undefined && { [METHODS]: list }) }, { method })).toBe(fix);
  });

  test.each([
    ["PATCH, PUT", ""],
    ["GET, POST", `, and add "PATCH" to ${METHODS} in ${ANSWER}`],
  ])("in lower case is to be written in upper case by the page: %j", async (list, addition) => {
    expect(await fixOf({ ...OPEN, [METHODS]: list }, { method: "patch" })).toBe(
      `Write "PATCH" instead of "patch" in the page, because browsers do not upper-case it and methods are case-sensitive${addition}`,
    );
  });

  test("mentions the wildcard only if one was sent", async () => {
    const init = { ...PUT, credentials: "include" } as const;
    expect(await fixOf({ ...OWN, [METHODS]: "GET" }, init)).toBe(`Add "PUT" to ${METHODS} in ${ANSWER}`);
    expect(await fixOf({ ...OWN, [METHODS]: "*" }, init)).toBe(
      `List "PUT" by name in ${METHODS} in ${ANSWER}, because "*" is not a wildcard for a request with credentials`,
    );
  });
});

describe("A header that is not allowed", () => {
  test("mentions the wildcard only if one was sent", async () => {
    const authorized = { headers: { Authorization: "a" } };
    const plain = `Add "authorization" to ${NAMES} in ${ANSWER}`;
    expect(await fixOf({ ...OPEN, [NAMES]: "x-a" }, authorized)).toBe(plain);
    expect(await fixOf(OPEN, authorized)).toBe(plain);
    expect(await fixOf({ ...OPEN, [NAMES]: "*" }, authorized)).toBe(
      `List "authorization" by name in ${NAMES} in ${ANSWER}, because "*" does not cover it`,
    );
    const credentialed = { headers: { "X-A": "1" }, credentials: "include" } as const;
    expect(await fixOf({ ...OWN, [NAMES]: "x-b" }, credentialed)).toBe(`Add "x-a" to ${NAMES} in ${ANSWER}`);
    expect(await fixOf({ ...OWN, [NAMES]: "*" }, credentialed)).toContain("is not a wildcard for a request with");
  });
});

describe("A preflight that is answered with another status", () => {
  test.each([
    [401, "before any authentication"],
    [407, "before any authentication"],
    [403, "firewall or CSRF check"],
    [404, "no OPTIONS route for this URL"],
    [405, "no OPTIONS route for this URL"],
    [501, "no OPTIONS route for this URL"],
    [429, "exclude preflights from rate limits"],
    [502, "a proxy responded without its backend"],
    [503, "a proxy responded without its backend"],
    [504, "a proxy responded without its backend"],
    [500, "the server failed on the preflight"],
    [304, "browsers do not follow a redirect of a preflight"],
  ])("%i says what that status tells: %s", async (status, words) => {
    const fix = (await blockOf(() => new Response(null, { status, headers: OPEN }), PUT)).fix;
    expect(fix).toContain(`Answer OPTIONS ${API} with a status from 200 to 299 instead of ${status}`);
    expect(fix).toContain(words);
  });

  test("400 tells nothing more", async () => {
    expect((await blockOf(answering(OPEN, 400), PUT)).fix).toBe(
      `Answer OPTIONS ${API} with a status from 200 to 299 instead of 400`,
    );
  });
});

describe("A preflight that is redirected", () => {
  test.each([
    [API, `${API}/`, "the two URLs differ in the trailing slash"],
    [`${API}/`, API, "the two URLs differ in the trailing slash"],
    ["http://api.example.com/users", API, "the redirect leads from http to https"],
    [API, "https://id.example.com/login?next=/users", "handle preflights before authentication"],
    [API, "/v2", "or have the page request that URL"],
    [API, "https://", "or have the page request the URL that the redirect leads to"],
  ])("from %s to %s: %s", async (url, location, words) => {
    const fix = await fixOf({ Location: location }, PUT, 308, url);
    expect(fix).toContain(`Answer OPTIONS ${url} directly instead of redirecting it to ${location}`);
    expect(fix).toContain(words);
  });
});

describe("A fix", () => {
  test("never mentions a value that was not sent", async () => {
    expect((await blockOf(answering({ "Access-Control-Allow-Origin": "" }))).fix).not.toContain('instead of "*"');
    expect((await blockOf(answering(OWN), PUT)).fix).not.toContain("*");
  });
});
