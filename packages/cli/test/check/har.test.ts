import { describe, expect, test } from "vitest";
import { readHar } from "../../src/check/har.ts";
import { UsageError } from "../../src/usage-error.ts";

const pairs = (headers: Readonly<Record<string, string>>) =>
  Object.entries(headers).map(([name, value]) => ({ name, value }));

const entry = (
  type: string | undefined,
  request: {
    readonly method?: string;
    readonly url?: string;
    readonly headers?: Record<string, string>;
    readonly postData?: unknown;
    readonly cookies?: unknown;
  },
) => ({
  ...(type !== undefined && { _resourceType: type }),
  pageref: "page_1",
  request: { method: "GET", url: "https://api.example.com/users", ...request, headers: pairs(request.headers ?? {}) },
});

const har = (...entries: readonly unknown[]): string =>
  JSON.stringify({
    log: { version: "1.2", pages: [{ id: "page_1", title: "https://app.example.com/shop" }], entries },
  });

const ORIGIN = { origin: "https://app.example.com" };

describe("A HAR file", () => {
  test("gives the requests of scripts to other origins, each once", () => {
    const requests = readHar(
      har(
        entry("document", { url: "https://app.example.com/" }),
        entry("script", { url: "https://cdn.example.com/a.js" }),
        entry("preflight", { method: "OPTIONS", headers: { ...ORIGIN, "access-control-request-method": "DELETE" } }),
        entry("fetch", {
          method: "DELETE",
          headers: { ...ORIGIN, "x-a": "1", "sec-fetch-mode": "cors", ":authority": "api.example.com" },
        }),
        entry("fetch", { method: "DELETE", headers: { ...ORIGIN, "x-a": "1" } }),
        entry("xhr", { url: "https://app.example.com/own", headers: ORIGIN }),
      ),
    );
    expect(requests).toEqual([
      {
        url: "https://api.example.com/users",
        method: "DELETE",
        headers: [["x-a", "1"]],
        body: null,
        credentials: "same-origin",
        cookie: "",
        origin: "https://app.example.com",
      },
    ]);
  });

  test("takes the origin of a blocked request, whose headers are provisional, from the page", () => {
    expect(readHar(har(entry("fetch", { headers: { "X-A": "1" } })))[0]?.origin).toBe("https://app.example.com");
  });

  test("of Firefox or Safari, without types, gives the requests with another Origin", () => {
    const requests = readHar(
      har(entry(undefined, { headers: ORIGIN }), entry(undefined, { url: "https://app.example.com/style.css" })),
    );
    expect(requests.map(({ url }) => url)).toEqual(["https://api.example.com/users"]);
  });

  test("has bodies, and cookies as credentials", () => {
    const [request] = readHar(
      har(
        entry("fetch", {
          method: "POST",
          headers: ORIGIN,
          postData: { mimeType: "application/json", text: "{}" },
          cookies: pairs({ a: "1", b: "2" }),
        }),
      ),
    );
    expect(request).toMatchObject({ credentials: "include", cookie: "a=1; b=2" });
    expect(Buffer.from(request?.body ?? []).toString()).toBe("{}");
  });

  test("can be limited to a part of its URLs", () => {
    const text = har(
      entry("fetch", { headers: ORIGIN }),
      entry("fetch", { url: "https://other.example/", headers: ORIGIN }),
    );
    expect(readHar(text, "https://other.example/").map(({ url }) => url)).toEqual(["https://other.example/"]);
    expect(() => readHar(text, "https://none.example/")).toThrow("whose URL starts with https://none.example/");
  });

  test.each([
    ["nonsense", "is not JSON"],
    ["{}", "has no log.entries"],
    [har(), "no cross-origin request of a script"],
  ])("that cannot be used is refused: %s", (text, message) => {
    expect(() => readHar(text)).toThrow(UsageError);
    expect(() => readHar(text)).toThrow(message);
  });
});
