import { describe, expect, test } from "vitest";
import type { BrowserRequestInit } from "../src/index.ts";
import { API, answering, blockOf, browse, inShort, OPEN, ORIGIN, OWN, server } from "./page.ts";

const METHODS = "Access-Control-Allow-Methods";
const HEADERS = "Access-Control-Allow-Headers";

/** Whether the page gets the response to its request, where the preflight is answered so. */
async function isShared(init: BrowserRequestInit, preflight: HeadersInit): Promise<boolean> {
  const actual = init.credentials === "include" ? OWN : OPEN;
  const response = await browse(server({ ...actual, ...preflight }, actual))
    .fetch(API, init)
    .catch(() => undefined);
  return response !== undefined;
}

describe("No preflight is needed for", () => {
  test.each<[string, BrowserRequestInit]>([
    ["GET", {}],
    ["HEAD", { method: "head" }],
    ["POST", { method: "POST", body: "text" }],
    ["a form", { method: "POST", body: new URLSearchParams({ a: "1" }) }],
    ["an upload", { method: "POST", body: new FormData() }],
    ["safelisted headers", { headers: { Accept: "a/b", "Accept-Language": "en", Range: "bytes=0-" } }],
    ["forbidden headers, as they are dropped", { headers: { Cookie: "a=1", "Sec-X": "1" } }],
    ["credentials", { credentials: "include" }],
    ["bytes without a type", { method: "POST", body: new Uint8Array(1) }],
  ])("%s", async (_, init) => {
    const page = browse(answering(OWN));
    await page.fetch(API, init);
    expect(page.log.map(({ kind }) => kind)).toEqual(["actual"]);
  });

  test("the page's own origin, whatever is asked", async () => {
    const page = browse(answering());
    await page.fetch("/x", { method: "DELETE", headers: { "X-A": "1" }, keepUploadListener: true });
    expect(inShort(page.log)).toEqual([`DELETE ${ORIGIN}/x shared`]);
  });
});

describe("A preflight is sent for", () => {
  const allowing = server({ ...OPEN, [METHODS]: "*", [HEADERS]: "*, authorization" });
  const streamed = (): BrowserRequestInit => ({ method: "POST", body: new Blob(["x"]).stream(), duplex: "half" });

  test.each<[string, BrowserRequestInit, string, string | null]>([
    ["a method", { method: "put" }, "PUT", null],
    ["a method, in its case", { method: "patch" }, "patch", null],
    ["OPTIONS", { method: "options" }, "OPTIONS", null],
    ["JSON", { method: "POST", body: "{}", headers: { "Content-Type": "application/json" } }, "POST", "content-type"],
    ["a blob of another type", { method: "POST", body: new Blob([""], { type: "image/png" }) }, "POST", "content-type"],
    [
      "headers",
      { headers: { "X-B": "1", Authorization: "a", "X-A": "1", Accept: "a" } },
      "GET",
      "authorization,x-a,x-b",
    ],
    ["a long value", { headers: { Accept: "a".repeat(129) } }, "GET", "accept"],
    ["an upload listener", { method: "POST", keepUploadListener: true }, "POST", null],
    ["a stream", streamed(), "POST", null],
  ])("%s", async (_, init, method, names) => {
    const page = browse(allowing);
    await page.fetch(API, init);
    const [preflight, actual, ...others] = page.log;
    expect(others).toEqual([]);
    expect(actual?.request.method).toBe(method);
    expect(preflight).toMatchObject({
      kind: "preflight",
      verdict: "allowed",
      request: { method: "OPTIONS", url: API },
    });
    expect(Object.fromEntries(preflight?.request.headers ?? [])).toEqual({
      accept: "*/*",
      origin: ORIGIN,
      "access-control-request-method": method,
      ...(names !== null && { "access-control-request-headers": names }),
    });
  });

  test("a request with credentials, and has none itself", async () => {
    const credentials: string[] = [];
    const page = browse((request) => {
      credentials.push(request.credentials);
      return server({ ...OWN, [METHODS]: "PUT" }, OWN)(request);
    });
    await page.fetch(API, { method: "PUT", credentials: "include" });
    expect(credentials).toEqual(["omit", "include"]);
    expect(page.log.map(({ request }) => request.includesCredentials)).toEqual([false, true]);
  });
});

describe("The answer to a preflight", () => {
  test.each<[string, HeadersInit, boolean]>([
    ["names the method", { [METHODS]: "GET, PUT" }, true],
    ["has the wildcard", { [METHODS]: "*" }, true],
    ["names another method", { [METHODS]: "DELETE" }, false],
    ["names it in another case", { [METHODS]: "put" }, false],
    ["has an empty list", { [METHODS]: "" }, false],
    ["has no list", {}, false],
    ["has a malformed list", { [METHODS]: "PUT; DELETE" }, false],
    ["has a malformed list of headers", { [METHODS]: "PUT", [HEADERS]: "x a" }, false],
  ])("%s", async (_, headers, shared) => {
    expect(await isShared({ method: "PUT" }, headers)).toBe(shared);
  });

  test.each<[string, HeadersInit, boolean]>([
    ["names the method", { [METHODS]: "PUT" }, true],
    ["has the wildcard, which is none", { [METHODS]: "*" }, false],
  ])("with credentials %s", async (_, headers, shared) => {
    expect(await isShared({ method: "PUT", credentials: "include" }, headers)).toBe(shared);
  });

  test("with credentials * is a method and a header name like any other", async () => {
    const init = { method: "*", headers: { "*": "1" }, credentials: "include" } as const;
    expect(await isShared(init, { [METHODS]: "*", [HEADERS]: "*" })).toBe(true);
  });

  test.each<[string, HeadersInit, boolean]>([
    ["names both headers, in any case", { [HEADERS]: "X-A, x-b" }, true],
    ["has the wildcard", { [HEADERS]: "*" }, true],
    ["names one only", { [HEADERS]: "X-A" }, false],
    ["names none", {}, false],
    ["has a malformed list", { [HEADERS]: "X-A X-B" }, false],
    ["has a malformed list of methods", { [HEADERS]: "*", [METHODS]: "a b" }, false],
  ])("%s", async (_, headers, shared) => {
    expect(await isShared({ headers: { "x-a": "1", "X-B": "1" } }, headers)).toBe(shared);
  });

  test("with credentials has no wildcard for headers", async () => {
    expect(await isShared({ headers: { "x-a": "1" }, credentials: "include" }, { [HEADERS]: "*" })).toBe(false);
  });

  test("has to name Authorization, wildcard or not", async () => {
    const init = { headers: { Authorization: "a", "X-A": "1" } };
    expect(await isShared(init, { [HEADERS]: "*" })).toBe(false);
    expect(await isShared(init, { [HEADERS]: "*, AUTHORIZATION" })).toBe(true);
  });

  test("need not name a safelisted method", async () => {
    expect(await isShared({ method: "POST", headers: { "X-A": "1" } }, { [METHODS]: "", [HEADERS]: "x-a" })).toBe(true);
  });

  test("without a list allows an upload listener any method", async () => {
    expect(await isShared({ method: "PUT", keepUploadListener: true }, {})).toBe(true);
    expect(await isShared({ method: "PUT", keepUploadListener: true }, { [METHODS]: "" })).toBe(false);
  });

  test.each([200, 204, 206, 299])("may have status %i", async (status) => {
    const page = browse(server({ ...OPEN, [METHODS]: "PUT" }, OPEN, status));
    expect((await page.fetch(API, { method: "PUT" })).status).toBe(200);
  });

  test.each([300, 304, 400, 401, 403, 404, 405, 500, 503])("may not have status %i", async (status) => {
    const error = await blockOf(server({ ...OPEN, [METHODS]: "PUT" }, OPEN, status), { method: "PUT" });
    expect(error.code).toBe("preflight-status");
    expect(error.fix).toContain(`instead of ${status}`);
  });

  test.each([301, 302, 303, 307, 308])("may not be a redirect with status %i", async (status) => {
    const network = server({ ...OPEN, [METHODS]: "PUT", Location: "/x" }, OPEN, status);
    expect((await blockOf(network, { method: "PUT" })).code).toBe("preflight-redirect");
    const nowhere = server({ ...OPEN, [METHODS]: "PUT" }, OPEN, status);
    expect((await blockOf(nowhere, { method: "PUT" })).code).toBe("preflight-status");
  });

  test("has to pass the CORS check with the page's credentials mode", async () => {
    const network = server({ ...OPEN, [METHODS]: "PUT" }, OWN);
    expect((await blockOf(network, { method: "PUT", credentials: "include" })).code).toBe("wildcard-with-credentials");
    expect((await blockOf(server({ [METHODS]: "PUT" }), { method: "PUT" })).code).toBe("missing-allow-origin");
  });
});

test("After a failed preflight nothing more is sent", async () => {
  const page = browse(server({}));
  await expect(page.fetch(API, { method: "PUT" })).rejects.toThrow(TypeError);
  expect(inShort(page.log)).toEqual([`OPTIONS ${API} blocked`]);
});

test("A passed preflight does not replace the CORS check on the response", async () => {
  const page = browse(server({ ...OPEN, [METHODS]: "PUT" }, {}));
  await expect(page.fetch(API, { method: "PUT" })).rejects.toMatchObject({ code: "missing-allow-origin" });
  expect(inShort(page.log)).toEqual([`OPTIONS ${API} allowed`, `PUT ${API} blocked`]);
});
