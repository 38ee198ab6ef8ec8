import { describe, expect, test } from "vitest";
import { adviceFor, type Exchange, type HeaderLine, type RawResponse } from "../src/index.ts";
import { API, answering, browse, OPEN, ORIGIN, OWN, server } from "./page.ts";

const echo =
  (vary?: string, credentials = false) =>
  (request: Request) =>
    new Response("", {
      headers: {
        "Access-Control-Allow-Origin": request.headers.get("Origin") ?? "https://app.example.com",
        ...(vary !== undefined && { Vary: vary }),
        ...(credentials && { "Access-Control-Allow-Credentials": "true" }),
      },
    });

const logOf = async (network: Parameters<typeof browse>[0], origin = ORIGIN, init: RequestInit = {}) => {
  const page = browse(network, { origin });
  await page.fetch(API, init).catch(() => {});
  return page.log;
};
const codes = (...logs: readonly (readonly Exchange[])[]): string[] => adviceFor(...logs).map(({ code }) => code);

describe("A missing Vary", () => {
  test("is reported if the response allows the origin of the request", async () => {
    expect(codes(await logOf(echo()))).toEqual(["missing-vary"]);
    expect(codes(await logOf(echo("Accept-Encoding, Cookie")))).toEqual(["missing-vary"]);
    const [advice] = adviceFor(await logOf(echo()));
    expect(advice).toMatchObject({ url: API, fix: expect.stringContaining('"Vary: Origin"') });
    expect(advice?.problem).toContain(`GET ${API}`);
  });

  test.each(["Origin", "accept, ORIGIN", "*"])("is not reported with Vary: %s", async (vary) => {
    expect(codes(await logOf(echo(vary)))).toEqual([]);
  });

  test("is not reported for the wildcard, or if the server sends the same origin to everyone", async () => {
    expect(codes(await logOf(answering(OPEN)))).toEqual([]);
    const constant = answering({ "Access-Control-Allow-Origin": ORIGIN });
    expect(codes(await logOf(constant))).toEqual(["missing-vary"]);
    expect(codes(await logOf(constant), await logOf(constant, "https://other.example"))).toEqual([]);
  });

  test("is reported once for each URL", async () => {
    const page = browse(echo());
    for (const url of [API, API, `${API}/7`]) await page.fetch(url);
    expect(adviceFor(page.log).map(({ url }) => url)).toEqual([API, `${API}/7`]);
  });
});

describe("An echo of every origin with credentials", () => {
  const open = echo("Origin", true);

  test("is reported if two unrelated origins are allowed", async () => {
    const logs = [await logOf(open), await logOf(open, "https://evil.example")];
    expect(codes(...logs)).toEqual(["echoes-every-origin"]);
    expect(adviceFor(...logs)[0]?.problem).toContain(`${ORIGIN}, https://evil.example`);
  });

  test("is reported for null alone", async () => {
    expect(codes(await logOf(open, "null"))).toEqual(["echoes-every-origin"]);
  });

  test("is not reported for one origin, for one site, without credentials, or if another one is denied", async () => {
    expect(codes(await logOf(open))).toEqual([]);
    expect(codes(await logOf(open), await logOf(open, "https://admin.example.com:8443"))).toEqual([]);
    const plain = echo("Origin");
    expect(codes(await logOf(plain), await logOf(plain, "https://evil.example"))).toEqual([]);
    const denied = await logOf(answering(), "https://third.example");
    expect(codes(await logOf(open), await logOf(open, "https://evil.example"), denied)).toEqual([]);
  });
});

test("A preflight without max-age is reported, unless it fails", async () => {
  const allow = { ...OPEN, "Access-Control-Allow-Methods": "PUT" };
  const PUT = { method: "PUT" };
  expect(codes(await logOf(server(allow), ORIGIN, PUT))).toEqual(["no-max-age"]);
  expect(codes(await logOf(server({ ...allow, "Access-Control-Max-Age": "600" }), ORIGIN, PUT))).toEqual([]);
  expect(codes(await logOf(server(OPEN), ORIGIN, PUT))).toEqual([]);
});

test("Several lines of one header are reported, except where HTTP permits them", async () => {
  const lines: HeaderLine[] = [
    ["Access-Control-Allow-Origin", "*"],
    ["access-control-allow-origin", "*"],
    ["Set-Cookie", "a=1"],
    ["Set-Cookie", "b=1"],
    ["Vary", "Origin"],
    ["Vary", "Accept"],
  ];
  const found = adviceFor(await logOf((): RawResponse => ({ status: 200, headers: lines })));
  expect(found).toMatchObject([{ code: "duplicate-header", url: API }]);
  expect(found[0]?.problem).toContain("2 lines of access-control-allow-origin");
});

test("Without problems, and without exchanges, there is no advice", async () => {
  expect(adviceFor()).toEqual([]);
  expect(codes(await logOf(() => Response.error()))).toEqual([]);
  expect(codes(await logOf(answering({ ...OWN, Vary: "Origin" })))).toEqual([]);
});
