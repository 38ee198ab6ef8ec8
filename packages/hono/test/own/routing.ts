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
  test("A path pattern puts the policy in front of what is below it, and of nothing else", async () => {
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

  test("The answer to a preflight has nothing but the headers of the policy", async () => {
    const answer = await preflight(url("/sub-app/api/users"));
    expect(answer.header("content-type")).toEqual([]);
    expect(answer.cors).toEqual(ALLOWED_PREFLIGHT);
  });

  test("A plain OPTIONS request reaches its handler", async () => {
    const answer = await send(url("/pattern/api/users"), { method: "OPTIONS" });
    expect(answer).toMatchObject({ status: 200, body: "for the handler", cors: ALLOWED_ON_OPTIONS });
    expect(answer.header("allow")).toEqual(["GET"]);
  });

  test("A slash at the end makes another path, whose 404 the page can read", async () => {
    expect(await send(url("/pattern/api/users/"))).toMatchObject({ status: 404, cors: ALLOWED });
  });

  test("A sub-app can have a policy, which holds where it is mounted", async () => {
    expect(await send(url("/sub-app/api/users"))).toMatchObject({ status: 200, cors: ALLOWED });
    expect(await send(url("/sub-app/api/users"), { method: "HEAD" })).toMatchObject({
      status: 200,
      body: "",
      cors: ALLOWED,
    });
    expect(await send(url("/sub-app/users"))).toMatchObject({ status: 404, cors: [] });
  });

  test("On a single get the middleware never sees a preflight: the trap that the README tells of", async () => {
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

  test("A plain OPTIONS request to a route that has only the middleware for it is a 404 that the page can read", async () => {
    expect(await send(url("/per-route/full"), { method: "OPTIONS" })).toMatchObject({
      status: 404,
      cors: ALLOWED_ON_OPTIONS,
    });
  });

  test("Of two policies the outer one decides, preflights too", async () => {
    expect(await send(url("/nested/inner/users"))).toMatchObject({ status: 200, cors: ALLOWED });
    expect(await send(url("/nested/inner/users"), { origin: EVIL })).toMatchObject({ status: 200, cors: DENIED });
    expect(await preflight(url("/nested/inner/users"))).toMatchObject({ status: 204, cors: ALLOWED_PREFLIGHT });
    expect(await preflight(url("/nested/inner/users"), "PUT", { origin: EVIL })).toMatchObject({
      status: 403,
      cors: DENIED_ON_OPTIONS,
    });
  });

  test("Inside of `except` the policy is not in front of what is excepted", async () => {
    expect(await send(url("/excepted/users"))).toMatchObject({ status: 200, cors: ALLOWED });
    expect(await preflight(url("/excepted/users"))).toMatchObject({ status: 204, cors: ALLOWED_PREFLIGHT });
    expect(await send(url("/excepted/hidden/users"))).toMatchObject({ status: 200, cors: [] });
    expect(await preflight(url("/excepted/hidden/users"))).toMatchObject({ status: 404, cors: [] });
  });

  test("An application that is mounted answers behind the policy", async () => {
    expect(await send(url("/around/other/users"))).toMatchObject({ status: 200, body: "other /users", cors: ALLOWED });
    expect(await preflight(url("/around/other/users"))).toMatchObject({ status: 204, cors: ALLOWED_PREFLIGHT });
  });

  test("A preflight is answered before a middleware redirects it, and the redirect of the request can be followed", async () => {
    expect(await preflight(url("/trimmed/users/"))).toMatchObject({ status: 204, cors: ALLOWED_PREFLIGHT });
    expect(await send(url("/trimmed/users/"))).toMatchObject({ status: 301, cors: ALLOWED });
  });

  test("A request whose method is overridden passes the policy twice, and is answered once", async () => {
    const path = url("/overridden/users?method=DELETE");
    const sent = { method: "POST" };
    expect(await send(path, sent)).toMatchObject({ status: 200, body: "deleted", cors: ALLOWED });
    expect(await send(path, { ...sent, origin: EVIL })).toMatchObject({ status: 200, cors: DENIED });
  });

  test("Without a policy every page may read, and nothing varies", async () => {
    const everybody = ["access-control-allow-origin: *"];
    expect(await send(url("/open/users"))).toMatchObject({ status: 200, cors: everybody });
    expect(await send(url("/open/users"), { origin: null })).toMatchObject({ status: 200, cors: everybody });
    expect((await preflight(url("/open/users"))).cors).toContain("access-control-allow-origin: *");
  });

  test("What is registered before the middleware is not behind it, as with any middleware of Hono", async () => {
    expect(await send(url("/late/users"))).toMatchObject({ status: 200, cors: [] });
  });
}
