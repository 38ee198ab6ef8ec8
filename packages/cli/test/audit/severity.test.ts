import { describe, expect, test } from "vitest";
import type { AuditHints } from "../../src/audit/investigation.ts";
import { runAudit } from "./run-audit.ts";
import { APP, type Asked, allowing, answering, COOKIE, having, me, type Said, sharing } from "./servers/server.ts";

/** The severity of each finding. */
async function severitiesOf(
  answer: (asked: Asked) => Said,
  hints: Partial<AuditHints> = {},
): Promise<Readonly<Record<string, string>>> {
  const { findings } = await runAudit({ name: "server", start: answering(answer) }, hints);
  return Object.fromEntries(findings.map(({ code, severity }) => [code, severity]));
}

const echo = (reply: (asked: Asked) => Said) => allowing(() => true, reply);

describe("severity counts what a page could read", () => {
  test("high: the response of a user", async () => {
    expect(await severitiesOf(echo(me), { cookie: COOKIE })).toEqual({ "arbitrary-origin": "high" });
  });

  test("high: a response with credentials, if no cookie shows whether it is personal", async () => {
    expect(await severitiesOf(echo(me))).toEqual({ "arbitrary-origin": "high" });
  });

  test("medium: a response that is the same with a cookie", async () => {
    const same = (): Said => ({ body: '{"rates":[1,2]}' });
    expect(await severitiesOf(echo(same), { cookie: COOKIE })).toEqual({ "arbitrary-origin": "medium" });
  });

  test("medium: a response that changes with each request, but not with a cookie", async () => {
    const changing = (): Said => ({ body: `{"rates":[1,2],"time":${performance.now()}}` });
    expect(await severitiesOf(echo(changing), { cookie: COOKIE })).toEqual({ "arbitrary-origin": "medium" });
  });

  test("high: a response that changes with each request, and has more in it with a cookie", async () => {
    const changing = (asked: Asked): Said => ({ body: `${me(asked).body} ${performance.now()}` });
    expect(await severitiesOf(echo(changing), { cookie: COOKIE })).toEqual({ "arbitrary-origin": "high" });
  });

  test("medium: a 401, because a user gets more", async () => {
    const answer = echo((asked) => (asked.isUser ? me(asked) : { status: 401 }));
    expect(await severitiesOf(answer)).toEqual({ "arbitrary-origin": "medium", "authentication-required": "info" });
    expect(await severitiesOf(answer, { cookie: COOKIE })).toEqual({ "arbitrary-origin": "high" });
  });

  test.each([400, 404, 410, 500])("low: a response with status %s", async (status) => {
    const answer = ({ origin, isPreflight }: Asked): Said =>
      isPreflight ? { status: 404 } : having({ status }, sharing(origin ?? APP));
    expect(await severitiesOf(answer)).toEqual({ "arbitrary-origin": "low" });
  });

  test("medium: an origin that one engine only can have", async () => {
    const answer = allowing((origin) => /^https:\/\/app\.shop\.example(?:`.*)?$/.test(origin));
    expect(await severitiesOf(answer, { trusted: [APP] })).toEqual({ "special-character": "medium" });
  });

  test("info: the origin of the request without credentials", async () => {
    const answer = (asked: Asked): Said =>
      having(me(asked), { "Access-Control-Allow-Origin": asked.origin ?? "*", Vary: "Origin" });
    expect(await severitiesOf(answer)).toEqual({ "public-response": "info" });
  });

  test("low: a careless pattern without credentials", async () => {
    const answer = (asked: Asked): Said =>
      having(me(asked), {
        Vary: "Origin",
        ...(asked.origin?.startsWith(APP) && { "Access-Control-Allow-Origin": asked.origin }),
      });
    expect(await severitiesOf(answer)).toMatchObject({ "prefix-match": "low" });
  });

  test("info: * with credentials, which no engine accepts", async () => {
    const answer = (asked: Asked): Said => having(me(asked), { ...sharing("*"), Vary: "Accept" });
    expect(await severitiesOf(answer, { cookie: COOKIE })).toEqual({
      "public-response": "info",
      "wildcard-with-credentials": "info",
    });
  });

  test("medium for http beside https, low for other ports", async () => {
    const answer = allowing((origin) => origin !== "null" && new URL(origin).hostname === "app.shop.example");
    expect(await severitiesOf(answer, { trusted: [APP] })).toEqual({
      "insecure-origin": "medium",
      "other-port": "low",
    });
  });
});

test("a server that says it is busy for an hour is not judged", async () => {
  const start = answering(() => ({ status: 503, headers: { "Retry-After": "3600" } }));
  await expect(runAudit({ name: "busy", start })).rejects.toThrow(/a Retry-After of 3600 seconds/);
});

test("path and query are kept, and requests look like those of a browser", async () => {
  const seen: Asked[] = [];
  const start = answering((asked) => {
    seen.push(asked);
    return me(asked);
  });
  await runAudit({ name: "server", start, path: "/me?tenant=7" }, { cookie: COOKIE });
  const own = seen.filter(({ path }) => path === "/me");
  expect(own.every(({ query }) => query.get("tenant") === "7")).toBe(true);
  expect(seen.every(({ headers }) => headers["user-agent"]?.startsWith("Mozilla/5.0 "))).toBe(true);
  // A browser sends no cookies with a preflight.
  expect(seen.filter(({ isPreflight, headers }) => isPreflight && headers.cookie)).toEqual([]);
  expect(own.some(({ isUser }) => isUser)).toBe(true);
});
