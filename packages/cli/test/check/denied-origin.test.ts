/** The cause and the fix of a response without CORS headers: the server may deny the origin on purpose. */
import type { RequestListener, ServerResponse } from "node:http";
import { withCors } from "@fetch-cors/node";
import cors from "cors";
import express from "express";
import { describe, expect, test } from "vitest";
import { runCli } from "../run-cli.ts";
import { answer, check, ORIGIN, report, serve } from "./servers.ts";

const PREFLIGHT_VARY = "Origin, Access-Control-Request-Method, Access-Control-Request-Headers";
const ADD = `Add ${ORIGIN} to the origins that the server allows, but only if you trust it`;
const TRY = `Check with an origin that the server allows, if there is one. If that request is not blocked, add ${ORIGIN} to the allowed origins, but only if you trust it. Otherwise, `;

/** The causes and the fixes of the engines, each once. */
async function reasons(
  lines: Readonly<Record<string, string>>,
  status: number,
  ...args: readonly string[]
): Promise<{ readonly causes: readonly (string | null)[]; readonly fixes: readonly (string | null)[] }> {
  const { url } = await serve(answer(lines, status));
  const { verdicts } = await report(url, "--no-probes", ...args);
  const unique = (values: readonly (string | null)[]) => [
    ...new Set(values.map((value) => value?.replaceAll(url, "URL") ?? null)),
  ];
  return { causes: unique(verdicts.map(({ cause }) => cause)), fixes: unique(verdicts.map(({ fix }) => fix)) };
}

describe("A preflight that CORS code rejects", () => {
  test.each([400, 401, 403, 404, 405, 429, 500, 501])("with status %i: the origin is not allowed", async (status) => {
    const { causes, fixes } = await reasons({ Vary: PREFLIGHT_VARY }, status, "-X", "PUT");
    expect(causes).toHaveLength(1);
    expect(causes[0]).toContain(
      `The server responds to the preflight with status ${status} and without Access-Control-Allow-Origin: the server does not allow the origin ${ORIGIN}`,
    );
    expect(causes[0]).not.toMatch(/firewall|no CORS code|rate limit|fails on OPTIONS/);
    for (const fix of fixes) expect(fix?.startsWith(status === 401 ? TRY : ADD)).toBe(true);
  });

  test("names the evidence", async () => {
    const evidence = async (lines: Readonly<Record<string, string>>) =>
      (await reasons(lines, 403, "-X", "PUT")).causes[0]?.split(". ")[1];
    expect(await evidence({ Vary: "accept-encoding, origin" })).toBe(
      "Its Vary contains Origin, so CORS code created the response",
    );
    expect(await evidence({ Vary: "Access-Control-Request-Method" })).toBe(
      "Its Vary contains Access-Control-Request-Method, so CORS code created the response",
    );
    expect(await evidence({ "Access-Control-Allow-Methods": "GET, PUT" })).toBe(
      "It has Access-Control-Allow-Methods, so CORS code created the response",
    );
    expect(await evidence({ Vary: "Accept-Encoding" })).toBeUndefined();
  });

  test("may also be for a method or a header that is not allowed", async () => {
    const { fixes } = await reasons({ Vary: PREFLIGHT_VARY }, 403, "-X", "PUT", "-H", "X-Token: 1");
    expect(fixes).toEqual([`${ADD}. If the server allows it already, allow the method PUT and the header x-token`]);
    const safelisted = await reasons({ Vary: PREFLIGHT_VARY }, 403, "-H", "X-Token: 1");
    expect(safelisted.fixes).toEqual([`${ADD}. If the server allows it already, allow the header x-token`]);
  });

  test("with an ok status: the origin is not allowed", async () => {
    const { causes, fixes } = await reasons({ Vary: PREFLIGHT_VARY }, 204, "-X", "PUT");
    expect(causes).toEqual([
      `The server responds to the preflight without Access-Control-Allow-Origin: the server does not allow the origin ${ORIGIN}. Its Vary contains Origin, so CORS code created the response`,
    ]);
    expect(fixes).toEqual([`${ADD}. If the server allows it already, allow the method PUT`]);
  });

  test("with a different allowed origin", async () => {
    const { causes } = await reasons({ "Access-Control-Allow-Origin": "https://app.example.com" }, 403, "-X", "PUT");
    expect(causes).toEqual([
      `The server responds to the preflight with status 403 and allows https://app.example.com, but the origin of the page is ${ORIGIN}`,
    ]);
  });

  test("because of the method or a header, if the origin is allowed", async () => {
    const lines = { "Access-Control-Allow-Origin": ORIGIN, "Access-Control-Allow-Methods": "GET" };
    const method = await reasons(lines, 400, "-X", "PUT");
    expect(method.causes).toEqual([
      "The server responds to the preflight with status 400 and allows the methods GET, not PUT",
    ]);
    expect(method.fixes).toEqual([
      'Add "PUT" to Access-Control-Allow-Methods in the response to OPTIONS URL/, with a status from 200 to 299',
    ]);
    const names = await reasons({ ...lines, "Access-Control-Allow-Headers": "x-other" }, 400, "-H", "X-Token: 1");
    expect(names.causes).toEqual([
      "The server responds to the preflight with status 400 and allows the headers x-other, not x-token",
    ]);
  });
});

describe("A server that denies the origin", () => {
  const causeOf = async (listener: RequestListener, ...args: readonly string[]) => {
    const { url } = await serve(listener);
    const { verdicts } = await report(url, "--no-probes", ...args);
    expect(new Set(verdicts.map(({ cause }) => cause)).size).toBe(1);
    return verdicts[0]?.cause;
  };
  const allowed = { origin: ["https://app.example.com"] };
  const denied = `the server does not allow the origin ${ORIGIN}`;

  test("with withCors of @fetch-cors/node", async () => {
    const listener = withCors((_request: unknown, response: ServerResponse) => void response.end(), allowed);
    expect(await causeOf(listener as never, "-X", "PUT")).toContain(
      `status 403 and without Access-Control-Allow-Origin: ${denied}. Its Vary`,
    );
    expect(await causeOf(listener as never)).toContain(`without Access-Control-Allow-Origin: ${denied}. Its Vary`);
  });

  test("with the cors package for Express and a list", async () => {
    const app = express().use(cors(allowed));
    expect(await causeOf(app, "-X", "PUT")).toContain(`${denied}. Its Vary contains Origin`);
    expect(await causeOf(app)).toContain(`${denied}. Its Vary contains Origin`);
  });

  test("with the cors package for Express and an error", async () => {
    const app = express().use(cors({ origin: (_origin, done) => done(new Error("Not allowed by CORS")) }));
    app.set("env", "test");
    expect(await causeOf(app, "-X", "PUT")).toContain(
      `status 500 and without Access-Control-Allow-Origin: ${denied}, or`,
    );
    expect(await causeOf(app)).toContain(`the error status 500 and without Access-Control-Allow-Origin: ${denied}, or`);
  });
});

describe("A preflight that nothing explains", () => {
  test.each([
    [403, "a firewall, authentication or a CSRF check runs before CORS"],
    [404, "no CORS code handles OPTIONS for this URL"],
    [405, "no CORS code handles OPTIONS for this URL"],
    [501, "no CORS code handles OPTIONS for this URL"],
    [429, "a rate limit counts preflights"],
    [500, "its code fails on OPTIONS"],
    [503, "its code fails on OPTIONS"],
  ])("with status %i: the origin comes first, and a check tells them apart", async (status, other) => {
    const { causes, fixes } = await reasons({}, status, "-X", "PUT");
    expect(causes).toEqual([
      `The server responds to the preflight with status ${status} and without Access-Control-Allow-Origin: the server does not allow the origin ${ORIGIN}, or ${other}`,
    ]);
    for (const fix of fixes) {
      expect(fix?.startsWith(TRY)).toBe(true);
      expect(fix).toContain("a status from 200 to 299");
      expect(fix).not.toContain("whatever its status");
    }
  });

  test.each([
    [401, {}],
    [407, {}],
    [403, { "WWW-Authenticate": "Bearer" }],
  ])("with status %i and %o: authentication", async (status, lines) => {
    const { causes, fixes } = await reasons(lines, status, "-X", "PUT", "--engine", "firefox,webkit");
    expect(causes).toEqual([
      `The server responds to the preflight with status ${status} and without Access-Control-Allow-Origin: authentication runs before CORS, and a preflight includes no credentials`,
    ]);
    expect(fixes.every((fix) => !fix?.startsWith("Check with"))).toBe(true);
  });

  test("with a redirect: every engine has the same cause, which names the origin too", async () => {
    const plain = await reasons({ Location: "/login" }, 302, "-X", "PUT");
    expect(plain.causes).toEqual([
      `The server responds to the preflight with a redirect to /login, and browsers do not follow redirects of preflights. It is also without Access-Control-Allow-Origin: the server does not allow the origin ${ORIGIN}, or it redirects before CORS`,
    ]);
    const varied = await reasons({ Location: "/login", Vary: "Origin" }, 302, "-X", "PUT");
    expect(varied.causes[0]).toMatch(/the server does not allow the origin http:\/\/localhost:5173\. Its Vary/);
  });
});

describe("An error response without CORS headers", () => {
  test.each([401, 403, 404, 500])("with status %i: the origin comes first", async (status) => {
    const { causes, fixes } = await reasons({}, status);
    expect(causes).toEqual([
      `The server responds to the request with the error status ${status} and without Access-Control-Allow-Origin: the server does not allow the origin ${ORIGIN}, or its CORS code does not handle error responses`,
    ]);
    expect(fixes).toEqual([
      `${TRY}send "Access-Control-Allow-Origin: ${ORIGIN}" in the response to GET URL/, whatever its status`,
    ]);
  });

  test("that CORS code created: the origin is not allowed", async () => {
    const { causes, fixes } = await reasons({ Vary: "Origin" }, 403);
    expect(causes).toEqual([
      `The server responds to the request with the error status 403 and without Access-Control-Allow-Origin: the server does not allow the origin ${ORIGIN}. Its Vary contains Origin, so CORS code created the response`,
    ]);
    expect(fixes).toEqual([ADD]);
  });

  test("that is a redirect", async () => {
    const { causes } = await reasons({ Location: "/elsewhere" }, 302);
    expect(causes).toEqual([
      `The server responds to the request with a redirect without Access-Control-Allow-Origin: the server does not allow the origin ${ORIGIN}, or its CORS code does not handle redirects`,
    ]);
  });
});

describe("A fix that allows an origin", () => {
  const CONDITION = `Use this only if you trust ${ORIGIN}: its pages can then read the responses`;

  test("says that the origin must be trusted", async () => {
    const { url } = await serve(answer({}));
    const { verdicts, fix } = await report(url, "--no-probes");
    expect(verdicts[0]?.fix).toBe(
      `Send "Access-Control-Allow-Origin: ${ORIGIN}" in the response to GET ${url}/, whatever its status. Allow the origin only if you trust it`,
    );
    expect(fix?.condition).toBe(CONDITION);
    expect((await check(url)).stdout).toContain(`${CONDITION}.\n`);
  });

  test("says so for credentials too", async () => {
    const { url } = await serve(answer({ "Access-Control-Allow-Origin": "*" }));
    const { verdicts, fix } = await report(url, "--credentials", "--no-probes");
    expect(verdicts[0]?.fix).toMatch(/\. Allow credentials only if you trust the origin$/);
    expect(fix?.condition).toBe(
      `Use this only if you trust ${ORIGIN}: its pages can then read the responses that contain the user's data, and act as the user`,
    );
  });

  test("for an opaque origin is only for public responses", async () => {
    const { url } = await serve(answer({}));
    const { stdout } = await runCli(["check", url, "--origin", "null", "--no-probes", "--json"]);
    expect(JSON.parse(stdout).checks[0].fix.condition).toBe("Use this only if every page may read the responses");
  });

  test.each(["nginx", "apache", "caddy", "haproxy", "envoy"])("says so in a comment for %s", async (server) => {
    const { url } = await serve(answer({}));
    const { fix } = await report(url, "--no-probes", "--fix", server);
    const content = expect.stringMatching(new RegExp(`^# ${CONDITION}\n`));
    expect(fix?.configuration).toMatchObject({ parts: expect.arrayContaining([expect.objectContaining({ content })]) });
  });
});
