// Auth.js 5 within a policy.
import { encode } from "next-auth/jwt";
import { expect, test } from "vitest";
import { EVIL, preflight, SHARED, send } from "../send.ts";
import { AUTH_SECRET } from "../start-next.ts";

const COOKIE = "authjs.session-token";

export function auth(url: (path: string) => string): void {
  const signedIn = async (): Promise<Record<string, string>> => ({
    Cookie: `${COOKIE}=${await encode({ token: { name: "Ada" }, secret: AUTH_SECRET, salt: COOKIE })}`,
  });

  test("a route that auth() wraps gets the session, and its responses get the CORS headers", async () => {
    const answer = await send(url("/api/session"), { headers: await signedIn() });
    expect([answer.status, answer.body]).toEqual([200, '{"user":"Ada"}']);
    expect([answer.cors, answer.vary]).toEqual([SHARED, ["Origin"]]);
    // Auth.js renews the session.
    expect(answer.all("set-cookie").join()).toContain(COOKIE);
    const anonymous = await send(url("/api/session"));
    expect([anonymous.status, anonymous.body, anonymous.cors]).toEqual([401, "{}", SHARED]);
    const denied = await send(url("/api/session"), { headers: { ...(await signedIn()), Origin: EVIL } });
    expect([denied.status, denied.cors]).toEqual([200, []]);
  });

  test("a preflight needs no session", async () => {
    expect((await preflight(url("/api/session"), "POST")).status).toBe(204);
    expect((await preflight(url("/proxied/session"), "POST")).status).toBe(204);
  });

  test("Next.js responds if a handler in auth() returns nothing", async () => {
    const answer = await send(url("/api/session"), { method: "POST" });
    expect([answer.status, answer.cors]).toEqual([500, []]);
  });

  test("corsProxy accepts auth as the proxy function", async () => {
    const answer = await send(url("/proxied/session"), { headers: await signedIn() });
    expect([answer.status, answer.body, answer.cors]).toEqual([200, "behind the proxy", SHARED]);
    expect(answer.all("set-cookie").join()).toContain(COOKIE);
    const denied = await send(url("/proxied/session"));
    expect([denied.status, denied.cors]).toEqual([307, SHARED]);
    expect(denied.all("location").join()).toContain("/api/auth/signin");
  });
}
