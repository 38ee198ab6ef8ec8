import { expect, test } from "vitest";
import { ALLOWED, ALLOWED_PREFLIGHT, APP, EVIL, preflight, send } from "./send.ts";

const ORIGIN = `access-control-allow-origin: ${APP}`;
const GZIP = { "Accept-Encoding": "gzip" };

export function middlewareCases(url: (path: string) => string): void {
  test("compress inside or outside of the policy adds to Vary", async () => {
    const inside = await send(url("/inside/compress"), { headers: GZIP });
    expect(inside.cors).toEqual([ORIGIN, "vary: Accept-Encoding, Origin"]);
    expect(inside.header("content-encoding")).toEqual(["gzip"]);
    const outside = await send(url("/outside/compress"), { headers: GZIP });
    expect(outside.cors).toEqual([ORIGIN, "vary: Origin, Accept-Encoding"]);
    expect(outside.header("content-encoding")).toEqual(["gzip"]);
    for (const path of ["/inside/compress", "/outside/compress"]) {
      expect(await (await fetch(url(path), { headers: { Origin: APP, ...GZIP } })).text()).toHaveLength(2000);
    }
  });

  test("A 304 gets the CORS headers if etag is inside of the policy", async () => {
    const [etag = ""] = (await send(url("/inside/etag"))).header("etag");
    expect(etag).toMatch(/^"/);
    expect(await send(url("/inside/etag"), { headers: { "If-None-Match": etag } })).toMatchObject({
      status: 304,
      body: "",
      cors: ALLOWED,
    });
  });

  test("etag outside of the policy removes all headers except Vary from a 304", async () => {
    const [etag = ""] = (await send(url("/outside/etag"))).header("etag");
    expect(await send(url("/outside/etag"), { headers: { "If-None-Match": etag } })).toMatchObject({
      status: 304,
      cors: ["vary: Origin"],
    });
  });

  test("secureHeaders and the policy keep each other's headers, in either order", async () => {
    for (const path of ["/inside/secure", "/outside/secure"]) {
      const answer = await send(url(path));
      expect(answer.cors, path).toEqual(ALLOWED);
      expect(answer.header("x-content-type-options"), path).toEqual(["nosniff"]);
    }
  });

  test("The error responses of csrf and bodyLimit can be read", async () => {
    const form = { "Content-Type": "application/x-www-form-urlencoded" };
    expect(await send(url("/inside/csrf"), { method: "POST", headers: form, body: "a=1" })).toMatchObject({
      status: 403,
      cors: ALLOWED,
    });
    expect(await send(url("/inside/limit"), { method: "POST", body: "too much" })).toMatchObject({
      status: 413,
      cors: ALLOWED,
    });
  });

  test("Authentication after the policy does not get preflights, and its 401 can be read", async () => {
    expect(await preflight(url("/inside/auth"))).toMatchObject({ status: 204, cors: ALLOWED_PREFLIGHT });
    expect(await send(url("/inside/auth"))).toMatchObject({ status: 401, cors: ALLOWED });
    const headers = { Authorization: "Bearer secret" };
    expect(await send(url("/inside/auth"), { headers })).toMatchObject({ status: 200, cors: ALLOWED });
  });

  test("Authentication before the policy rejects every preflight", async () => {
    expect(await preflight(url("/outside/auth"))).toMatchObject({ status: 401, cors: [] });
  });

  test("Headers that outer middleware sets with c.header are also in preflight responses", async () => {
    const answer = await preflight(url("/outside/id"));
    expect(answer).toMatchObject({ status: 204, cors: ALLOWED_PREFLIGHT });
    expect(answer.header("x-request-id")).toEqual(["id-7"]);
    expect((await send(url("/outside/id"))).header("x-request-id")).toEqual(["id-7"]);
  });

  test("Headers that outer middleware set stay, except CORS headers, and Vary is merged", async () => {
    const answer = await send(url("/outside/set"));
    expect(answer.cors).toEqual([ORIGIN, "vary: Accept, Origin, Accept-Language"]);
    expect(answer.header("x-before")).toEqual(["kept"]);
    const denied = await preflight(url("/outside/set"), "PUT", { origin: EVIL });
    expect(denied).toMatchObject({
      status: 403,
      cors: ["vary: Accept, Origin, Access-Control-Request-Method, Access-Control-Request-Headers, Accept-Language"],
    });
    expect(denied.header("x-before")).toEqual(["kept"]);
  });

  test("hono/cors inside of the policy has no effect", async () => {
    expect(await send(url("/inside/hono-cors"))).toMatchObject({ status: 200, cors: ALLOWED });
    expect(await send(url("/inside/hono-cors"), { origin: EVIL })).toMatchObject({
      status: 200,
      cors: ["vary: Origin"],
    });
    expect(await preflight(url("/inside/hono-cors"))).toMatchObject({ status: 204, cors: ALLOWED_PREFLIGHT });
  });
}
