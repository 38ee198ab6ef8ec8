import { describe, expect, test } from "vitest";
import type { BrowserRequestInit, HeaderLine, RawResponse } from "../src/index.ts";
import { API, blockOf, browse, OPEN, ORIGIN, OWN } from "./page.ts";

const ALLOW = "Access-Control-Allow-Origin";

/** A server that sends header lines, whatever they are. */
const sending =
  (headers: readonly HeaderLine[], rest: Partial<RawResponse> = {}) =>
  (): RawResponse => ({ status: 200, headers, ...rest });

describe("A raw response", () => {
  test("is shared with status, reason phrase, headers and body", async () => {
    const network = sending(
      [
        [ALLOW, "*"],
        ["Content-Type", "text/plain"],
      ],
      { statusText: "Fine", body: "hello" },
    );
    const response = await browse(network).fetch(API);
    expect([response.status, response.statusText, response.headers.get("Content-Type")]).toEqual([
      ...[200, "Fine", "text/plain"],
    ]);
    expect(await response.text()).toBe("hello");
    expect((await browse(sending([[ALLOW, "*"]], { body: new Blob(["x"]).stream() })).fetch(API)).status).toBe(200);
    expect(await (await browse(sending([[ALLOW, "*"]], { body: new Uint8Array([65]) })).fetch(API)).text()).toBe("A");
    expect((await browse(sending([[ALLOW, "*"]])).fetch(API)).body).toBe(null);
    expect((await browse(async () => sending([[ALLOW, "*"]])()).fetch(API)).statusText).toBe("");
  });

  test.each([600, 700, 999])("can have the status %i", async (status) => {
    const page = browse(sending([[ALLOW, "*"]], { status, body: "body" }));
    const response = await page.fetch(API);
    expect([response.status, response.ok, await response.clone().text()]).toEqual([status, false, "body"]);
    expect(page.log[0]?.response?.status).toBe(status);
    expect((await blockOf(sending([[ALLOW, "*"]], { status }), { method: "PUT" })).code).toBe("preflight-status");
  });

  test("keeps its lines in the log", async () => {
    const lines: HeaderLine[] = [
      [ALLOW, "*"],
      ["X-A", " 1 "],
      ["x-a", "2"],
      ["Set-Cookie", "a=1"],
      ["Set-Cookie", "b=2"],
    ];
    const page = browse(sending(lines));
    await page.fetch(API);
    expect(page.log[0]?.response?.headerLines).toEqual(lines.map(([name, value]) => [name, value.trim()]));
    expect(page.log[0]?.response?.headers.get("X-A")).toBe("1, 2");
    expect(page.log[0]?.response?.headers.getSetCookie()).toEqual(["a=1", "b=2"]);
  });

  test.each<[string, readonly HeaderLine[], string]>([
    [
      "two equal lines",
      [
        [ALLOW, ORIGIN],
        [ALLOW, ORIGIN],
      ],
      "multiple-allow-origin",
    ],
    [
      "two wildcards",
      [
        [ALLOW, "*"],
        [ALLOW, "*"],
      ],
      "multiple-allow-origin",
    ],
    [
      "two spellings",
      [
        [ALLOW, ORIGIN],
        [ALLOW.toLowerCase(), "null"],
      ],
      "multiple-allow-origin",
    ],
  ])("with %s of the origin is blocked", async (_, lines, code) => {
    expect((await blockOf(sending(lines))).code).toBe(code);
  });

  test("with two lines of Access-Control-Allow-Credentials is blocked", async () => {
    const lines: HeaderLine[] = [
      [ALLOW, ORIGIN],
      ["Access-Control-Allow-Credentials", "true"],
      ["Access-Control-Allow-Credentials", "true"],
    ];
    expect((await blockOf(sending(lines), { credentials: "include" })).code).toBe("credentials-not-true");
  });

  test("with several lines of a list is one list", async () => {
    const network = (request: Request): RawResponse => ({
      status: 204,
      headers: [
        [ALLOW, "*"],
        ["Access-Control-Allow-Methods", "PUT"],
        ["Access-Control-Allow-Methods", "DELETE"],
        ["Access-Control-Allow-Headers", "x-a"],
        ["Access-Control-Allow-Headers", request.method === "OPTIONS" ? "x-b" : ""],
      ],
    });
    const init = { method: "DELETE", headers: { "X-A": "1", "X-B": "2" } };
    expect((await browse(network).fetch(API, init)).status).toBe(204);
  });

  test.each<[string, unknown, string]>([
    ["no status", {}, "a value that is not a Response"],
    ["a status below 200", { status: 199, headers: [] }, "status 199"],
    ["a status above 999", { status: 1000, headers: [] }, "status 1000"],
    ["half a status", { status: 200.5, headers: [] }, "status 200.5"],
    ["no headers", { status: 200 }, "headers that are not a list of pairs"],
    ["a line that is not a pair", { status: 200, headers: ["X-A: 1"] }, "a header that is not a pair of strings"],
    ["half a line", { status: 200, headers: [["X-A"]] }, "a header that is not a pair of strings"],
    ["a number as a name", { status: 200, headers: [[1, "a"]] }, "a header that is not a pair of strings"],
    ["a name with a space", { status: 200, headers: [["X A", "1"]] }, 'the header name "X A"'],
    ["a line break", { status: 200, headers: [["X-A", "1\r\nX-B: 2"]] }, "a value of X-A that HTTP does not permit"],
    [
      "a character beyond bytes",
      { status: 200, headers: [["X-A", "\u20ac"]] },
      "a value of X-A that HTTP does not permit",
    ],
    [
      "too many headers",
      { status: 200, headers: [["X-A", "a".repeat(17 * 1024 * 1024)]] },
      "more than 16 MiB of headers",
    ],
  ])("with %s is a network error", async (_, answer, reason) => {
    const error = await blockOf(() => answer as RawResponse);
    expect(error.code).toBe("network-error");
    expect((error.cause as Error).message).toBe(`the network returned ${reason}`);
  });
});

describe("A redirect", () => {
  const redirect = (...locations: readonly string[]) => {
    const lines = [...Object.entries(OPEN), ...locations.map((location) => ["Location", location] as const)];
    return (request: Request): RawResponse =>
      request.url === API ? { status: 302, headers: lines } : { status: 200, headers: Object.entries(OPEN) };
  };

  test.each([[["/a", "/b"]], [["/a", "/a"]]])(
    "with the locations %j is not followed, to the letter",
    async (locations) => {
      const error = await blockOf(redirect(...locations));
      expect(error.code).toBe("multiple-locations");
      expect(error.fix).toBe(`Send one Location instead of ${locations.join(", ")} in the response to GET ${API}`);
    },
  );

  test("with two locations is a network error in Chromium and Firefox if they differ, whatever the redirect mode is", async () => {
    for (const engine of ["chromium", "firefox"] as const) {
      for (const mode of ["follow", "manual", "error"] as const) {
        const error = await blockOf(redirect("/a", "/b"), { redirect: mode }, API, { engine });
        expect(error.code).toBe("multiple-locations");
      }
      expect((await browse(redirect("/a", "/a"), { engine }).fetch(API)).url).toBe("https://api.example.com/a");
      const preflight = await blockOf(redirect("/a", "/b"), { method: "PUT" }, API, { engine });
      expect(preflight.code).toBe("multiple-locations");
    }
    expect((await browse(redirect("/a", "/b")).fetch(API, { redirect: "manual" })).type).toBe("opaqueredirect");
  });

  test("with two locations joins them in WebKit", async () => {
    const response = await browse(redirect("/a", "/b"), { engine: "webkit" }).fetch(API);
    expect(response.url).toBe("https://api.example.com/a,%20/b");
  });

  test.each([
    ["/\u00c3\u00a9\u00e2\u0098\u0083", "/%C3%A9%E2%98%83", "/%C3%83%C2%A9%C3%A2%C2%98%C2%83"],
    ["/\u00e9", "/%E9", "/%C3%AF%C2%BF%C2%BD"],
    ["/a b", "/a%20b", "/a%20b"],
  ])("to the bytes %j leads to %s, and to %s in WebKit", async (location, path, inWebKit) => {
    for (const engine of ["standard", "chromium", "firefox"] as const) {
      expect((await browse(redirect(location), { engine }).fetch(API)).url).toBe(`https://api.example.com${path}`);
    }
    const response = await browse(redirect(location), { engine: "webkit" }).fetch(API);
    expect(response.url).toBe(`https://api.example.com${inWebKit}`);
  });

  test("to an empty location loops in the standard and in Firefox, is ignored in Chromium, and refused in WebKit", async () => {
    const empty = () => new Response(null, { status: 302, headers: { ...OPEN, Location: "" } });
    expect((await blockOf(empty)).code).toBe("too-many-redirects");
    expect((await browse(empty, { engine: "chromium" }).fetch(API)).status).toBe(302);
    const refused = await blockOf(empty, {}, API, { engine: "webkit" });
    expect([refused.code, refused.message.split("\n")[0]]).toEqual([
      "invalid-redirect",
      "Connection terminated unexpectedly",
    ]);
  });

  test("to something that is not a URL is checked first in Chromium", async () => {
    const network = () => new Response(null, { status: 302, headers: { Location: "https://" } });
    expect((await blockOf(network)).code).toBe("missing-allow-origin");
    expect((await blockOf(network, {}, API, { engine: "chromium" })).code).toBe("invalid-redirect");
    expect((await blockOf(network, { redirect: "manual" }, API, { engine: "chromium" })).code).toBe("invalid-redirect");
    const fine = () => new Response(null, { status: 302, headers: { Location: "/x" } });
    expect((await blockOf(fine, {}, API, { engine: "chromium" })).code).toBe("missing-allow-origin");
  });

  test("to ftp is refused first in WebKit", async () => {
    const network = () => new Response(null, { status: 302, headers: { Location: "ftp://a.example/" } });
    const error = await blockOf(network, { redirect: "manual" }, API, { engine: "webkit" });
    expect([error.code, error.message]).toEqual([
      "unsafe-redirect",
      `FTP URLs are disabled\nFetch API cannot load ${API} due to access control checks.`,
    ]);
    expect((await blockOf(network)).code).toBe("missing-allow-origin");
  });
});

const limits: readonly BrowserRequestInit[] = [{}, { credentials: "include" }];
test.each(limits)("A basic response needs no CORS headers, %j", async (init) => {
  expect((await browse(sending([])).fetch("/", init)).type).toBe("basic");
  expect((await browse(sending(Object.entries(OWN))).fetch(API, init)).type).toBe("cors");
});
