import { expect, test } from "vitest";
import {
  ALLOWED,
  ALLOWED_ON_OPTIONS,
  ALLOWED_PREFLIGHT,
  DENIED,
  DENIED_ON_OPTIONS,
  EVIL,
  preflight,
  send,
} from "./send.ts";

export function routingCases(url: (path: string) => string): void {
  test("A path pattern limits the policy to the paths below it", async () => {
    expect(await send(url("/pattern/api/users"))).toMatchObject({ status: 200, body: '["ada"]', cors: ALLOWED });
    expect(await send(url("/pattern/api/users"), { origin: EVIL })).toMatchObject({ status: 200, cors: DENIED });
    expect(await send(url("/pattern/open"))).toMatchObject({ status: 200, cors: [] });
    expect(await preflight(url("/pattern/open"))).toMatchObject({ status: 404, cors: [] });
  });

  test("A preflight is answered for a route that has no handler for OPTIONS, and for a path that has no route", async () => {
    for (const path of ["/sub-app/api/users", "/sub-app/api/nobody", "/pattern/api/users", "/pattern/api/users/"]) {
      expect(await preflight(url(path)), path).toMatchObject({ status: 204, body: "", cors: ALLOWED_PREFLIGHT });
      expect(await preflight(url(path), "PUT", { origin: EVIL }), path).toMatchObject({
        status: 403,
        cors: DENIED_ON_OPTIONS,
      });
    }
  });

  test("A preflight response has only the headers of the policy", async () => {
    const answer = await preflight(url("/sub-app/api/users"));
    expect(answer.header("content-type")).toEqual([]);
    expect(answer.cors).toEqual(ALLOWED_PREFLIGHT);
  });

  test("A plain OPTIONS request reaches its handler", async () => {
    const answer = await send(url("/pattern/api/users"), { method: "OPTIONS" });
    expect(answer).toMatchObject({ status: 200, body: "for the handler", cors: ALLOWED_ON_OPTIONS });
    expect(answer.header("allow")).toEqual(["GET"]);
  });

  test("A path with a trailing slash is a different path, whose 404 the page can read", async () => {
    expect(await send(url("/pattern/api/users/"))).toMatchObject({ status: 404, cors: ALLOWED });
  });

  test("A sub-app can have a policy, which applies where it is mounted", async () => {
    expect(await send(url("/sub-app/api/users"))).toMatchObject({ status: 200, cors: ALLOWED });
    expect(await send(url("/sub-app/api/users"), { method: "HEAD" })).toMatchObject({
      status: 200,
      body: "",
      cors: ALLOWED,
    });
    expect(await send(url("/sub-app/users"))).toMatchObject({ status: 404, cors: [] });
  });

  test("Middleware of a single app.get does not get preflights, as the README warns", async () => {
    expect(await send(url("/per-route/trap"))).toMatchObject({ status: 200, cors: ALLOWED });
    expect(await preflight(url("/per-route/trap"))).toMatchObject({ status: 404, cors: [] });
  });

  test("With OPTIONS on the same route preflights are answered", async () => {
    for (const path of ["/per-route/full", "/per-route/both"]) {
      expect(await send(url(path)), path).toMatchObject({ status: 200, cors: ALLOWED });
      expect(await preflight(url(path)), path).toMatchObject({ status: 204, cors: ALLOWED_PREFLIGHT });
    }
    expect(await send(url("/per-route/both"), { method: "OPTIONS" })).toMatchObject({
      status: 200,
      body: "OPTIONS",
      cors: ALLOWED_ON_OPTIONS,
    });
  });

  test("A plain OPTIONS request to a route with only the middleware gets a 404 that the page can read", async () => {
    expect(await send(url("/per-route/full"), { method: "OPTIONS" })).toMatchObject({
      status: 404,
      cors: ALLOWED_ON_OPTIONS,
    });
  });

  test("The outer one of two policies decides, also for preflights", async () => {
    expect(await send(url("/nested/inner/users"))).toMatchObject({ status: 200, cors: ALLOWED });
    expect(await send(url("/nested/inner/users"), { origin: EVIL })).toMatchObject({ status: 200, cors: DENIED });
    expect(await preflight(url("/nested/inner/users"))).toMatchObject({ status: 204, cors: ALLOWED_PREFLIGHT });
    expect(await preflight(url("/nested/inner/users"), "PUT", { origin: EVIL })).toMatchObject({
      status: 403,
      cors: DENIED_ON_OPTIONS,
    });
  });

  test("Within `except`, the policy does not apply to the excluded paths", async () => {
    expect(await send(url("/excepted/users"))).toMatchObject({ status: 200, cors: ALLOWED });
    expect(await preflight(url("/excepted/users"))).toMatchObject({ status: 204, cors: ALLOWED_PREFLIGHT });
    expect(await send(url("/excepted/hidden/users"))).toMatchObject({ status: 200, cors: [] });
    expect(await preflight(url("/excepted/hidden/users"))).toMatchObject({ status: 404, cors: [] });
  });

  test("The policy applies to a mounted application", async () => {
    expect(await send(url("/around/other/users"))).toMatchObject({ status: 200, body: "other /users", cors: ALLOWED });
    expect(await preflight(url("/around/other/users"))).toMatchObject({ status: 204, cors: ALLOWED_PREFLIGHT });
  });

  test("A preflight is answered before middleware can redirect it, and the page can follow the redirect of the request", async () => {
    expect(await preflight(url("/trimmed/users/"))).toMatchObject({ status: 204, cors: ALLOWED_PREFLIGHT });
    expect(await send(url("/trimmed/users/"))).toMatchObject({ status: 301, cors: ALLOWED });
  });

  test("A request with a method override passes the policy twice, and gets one response", async () => {
    const path = url("/overridden/users?method=DELETE");
    const sent = { method: "POST" };
    expect(await send(path, sent)).toMatchObject({ status: 200, body: "deleted", cors: ALLOWED });
    expect(await send(path, { ...sent, origin: EVIL })).toMatchObject({ status: 200, cors: DENIED });
  });

  test("Without a policy argument, every page may read, and nothing varies", async () => {
    const publicOrigin = ["access-control-allow-origin: *"];
    expect(await send(url("/open/users"))).toMatchObject({ status: 200, cors: publicOrigin });
    expect(await send(url("/open/users"), { origin: null })).toMatchObject({ status: 200, cors: publicOrigin });
    expect((await preflight(url("/open/users"))).cors).toContain("access-control-allow-origin: *");
  });

  test("The policy does not apply to handlers that are registered before it, as with any Hono middleware", async () => {
    expect(await send(url("/late/users"))).toMatchObject({ status: 200, cors: [] });
  });
}
