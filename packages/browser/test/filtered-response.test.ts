import { describe, expect, test } from "vitest";
import { API, answering, browse, OPEN, ORIGIN, OWN } from "./page.ts";

const HEADERS = {
  ...{ "Cache-Control": "no-store", "Content-Language": "en", "Content-Length": "4", "Content-Type": "text/x" },
  ...{ Expires: "0", "Last-Modified": "0", Pragma: "x", ETag: '"1"', "X-A": "1", "X-B": "2", "Set-Cookie": "a=1" },
};
const SAFELISTED = "cache-control content-language content-length content-type expires last-modified pragma".split(" ");

/** The names of the headers that the page sees, besides the safelisted ones. */
async function exposed(expose: string | undefined, credentials: RequestCredentials = "same-origin"): Promise<string[]> {
  const headers = new Headers({ ...OWN, ...HEADERS });
  if (expose !== undefined) headers.set("Access-Control-Expose-Headers", expose);
  const response = await browse(answering(headers)).fetch(API, { credentials });
  const names = [...response.headers.keys()];
  expect(names).toEqual(expect.arrayContaining(SAFELISTED));
  return names.filter((name) => !SAFELISTED.includes(name) && !name.startsWith("access-control-"));
}

describe("A page sees of another origin's headers", () => {
  test.each<[string, string | undefined, string[]]>([
    ["the safelisted ones", undefined, []],
    ["those that are named, in any case", "x-a, ETAG", ["etag", "x-a"]],
    ["nothing more of an empty list", "", []],
    ["nothing more of a malformed list", "X-A X-B", []],
    ["all of the wildcard, but no cookie", "*", ["etag", "x-a", "x-b"]],
    ["no cookie, even if it is named", "Set-Cookie, X-B", ["x-b"]],
  ])("%s", async (_, expose, names) => {
    expect(await exposed(expose)).toEqual(names);
    expect(await exposed(expose, "omit")).toEqual(names);
  });

  test("with credentials those that are named, as * is a name then", async () => {
    expect(await exposed("*", "include")).toEqual([]);
    expect(await exposed("*, X-A", "include")).toEqual(["x-a"]);
    const page = browse(answering({ ...OWN, "Access-Control-Expose-Headers": "*", "*": "star", "X-A": "1" }));
    const response = await page.fetch(API, { credentials: "include" });
    expect([...response.headers]).toEqual(expect.arrayContaining([["*", "star"]]));
    expect(response.headers.has("X-A")).toBe(false);
  });
});

describe("A page's response", () => {
  test("keeps status, text and body", async () => {
    const network = () => new Response("gone", { status: 410, statusText: "Gone Now", headers: OPEN });
    const response = await browse(network).fetch(`${API}#x`);
    const { type, status, statusText, ok, url, redirected } = response;
    expect({ type, status, statusText, ok, url, redirected }).toEqual({
      type: "cors",
      status: 410,
      statusText: "Gone Now",
      ok: false,
      url: API,
      redirected: false,
    });
    expect(response).toBeInstanceOf(Response);
    expect(await response.text()).toBe("gone");
  });

  test("keeps a reason phrase that no script can set, as an upstream may send", async () => {
    const fetched = Object.defineProperty(answering(OPEN)(), "statusText", { value: "\u672a\u627e\u5230" });
    const response = await browse(() => fetched).fetch(API);
    expect([response.statusText, response.clone().statusText]).toEqual(["\u672a\u627e\u5230", "\u672a\u627e\u5230"]);
  });

  test("can be cloned, and clones of it", async () => {
    const response = await browse(answering(OPEN)).fetch(API);
    const clone = response.clone().clone();
    expect(clone).toMatchObject({ type: "cors", url: API });
    expect([await response.text(), await clone.text()]).toEqual(["body", "body"]);
  });

  test("can be a stream", async () => {
    const response = await browse(() => new Response(new Blob(["a", "b"]).stream(), { headers: OPEN })).fetch(API);
    expect(await response.text()).toBe("ab");
  });

  test("to HEAD has no body", async () => {
    const response = await browse(answering()).fetch(ORIGIN, { method: "HEAD" });
    expect(response.body).toBe(null);
  });

  test.each([204, 205, 304])("with status %i has none", async (status) => {
    const response = await browse(() => new Response(null, { status })).fetch(ORIGIN);
    expect(response).toMatchObject({ status, body: null });
  });
});
