// Routes that Next.js renders ahead of requests. It stores the response, so an error must not become one.
import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import { APP, EVIL, preflight, SHARED, send, VARY_ON_OPTIONS } from "../send.ts";
import { build } from "../start-next.ts";

export function staticRoutes(url: (path: string) => string, output: () => string): void {
  const PUBLIC = ["access-control-allow-origin: *"];
  const warningsOf = (text: string, route: string): number =>
    text.split(`${route} has dynamic = "force-static"`).length - 1;

  test.each([
    ["with the public policy, revalidate and withCors", "○", "/static/public"],
    ["with the public policy, revalidate and onError", "○", "/static/public-on-error"],
    ['with the public policy and dynamic = "error"', "○", "/static/dynamic-error"],
    ['with the public policy and dynamic = "force-static"', "○", "/api/static"],
    ["with the public policy and redirect()", "○", "/static/redirected"],
    ["of generateStaticParams with the public policy", "●", "/static/params/1"],
    ["with the public policy and onDecision", "○", "/static/observed"],
    ["with a policy for some origins and revalidate", "ƒ", "/api/revalidated"],
    ['with corsRoute and dynamic = "force-static"', "ƒ", "/static/cors-route"],
  ])("a route %s is built as %s", async (_kind, sign, path) => {
    const { log } = await build("app");
    expect(log).toMatch(new RegExp(`${sign} ${path}\\s`));
    expect(log).not.toMatch(/couldn't be rendered statically|DynamicServerError|DYNAMIC_SERVER_USAGE/);
  });

  test("the build renders a public static route with its CORS header", async () => {
    const answer = await send(url("/static/public"));
    expect([answer.status, answer.body]).toEqual([200, '{"rendered":"phase-production-build"}']);
    expect([answer.cors, answer.vary, answer.all("x-nextjs-cache")]).toEqual([PUBLIC, [], ["HIT"]]);
    const head = await send(url("/static/public"), { method: "HEAD" });
    expect([head.status, head.cors]).toEqual([200, PUBLIC]);
  });

  test("onDecision does not observe the renderings of static and dynamic routes", async () => {
    const { log } = await build("app");
    expect((await send(url("/static/observed"))).cors).toEqual(PUBLIC);
    expect(log).not.toContain("observed: ");
    await send(url("/api/observed"));
    await expect.poll(output).toContain("observed: actual");
  });

  test("a public static redirect gets the CORS header", async () => {
    const answer = await send(url("/static/redirected"));
    expect([answer.status, answer.all("location"), answer.cors]).toEqual([307, ["/static/public"], PUBLIC]);
  });

  test.each(["1", "2"])(
    "a static route with the params %s gets the CORS header, from the build or on the first request",
    async (id) => {
      for (const cache of [id === "1" ? "HIT" : "MISS", "HIT"]) {
        const answer = await send(url(`/static/params/${id}`));
        expect([answer.status, answer.body, answer.cors]).toEqual([200, JSON.stringify({ id }), PUBLIC]);
        expect(answer.all("x-nextjs-cache")).toEqual([cache]);
      }
    },
  );

  test("an error in the first rendering of a static route reaches Next.js, and is not stored", async () => {
    for (const _time of [1, 2]) expect((await send(url("/static/params/broken"))).status).toBe(500);
    await expect.poll(() => output().split("reported to Next.js: no such id").length).toBe(3);
  });

  test.each([
    ["/api/static", "cannot render again"],
    ["/static/public-on-error", "cannot render again"],
  ])(
    "an error in a later rendering of %s reaches Next.js, which keeps the last good response",
    async (path, message) => {
      await sleep(1100);
      await send(url(path));
      await expect.poll(output).toContain(`reported to Next.js: ${message}`);
      const answer = await send(url(path));
      expect([answer.status, answer.body, answer.cors]).toEqual([200, "rendered by the build", PUBLIC]);
    },
  );

  test.each(["/static/public", "/api/static", "/static/for-some", "/static/dynamic-error"])(
    "Next.js rejects a preflight to the static route %s",
    async (path) => {
      const answer = await preflight(url(path), "PUT");
      expect([answer.status, answer.cors]).toEqual([405, []]);
    },
  );

  test("Next.js stores its response to a preflight as that of GET, if the build does not know the params", async () => {
    expect((await preflight(url("/static/params/1"), "PUT")).status).toBe(200);
    expect((await preflight(url("/static/params/3"), "PUT")).cors).toEqual([]);
    const answer = await send(url("/static/params/3"));
    expect([answer.status, answer.all("x-nextjs-cache")]).toEqual([500, ["HIT"]]);
  });

  test.each(["1", "2"])("behind corsProxy, no preflight reaches the static route with the params %s", async (id) => {
    expect((await preflight(url(`/proxied/params/${id}`), "PUT")).status).toBe(204);
    const answer = await send(url(`/proxied/params/${id}`));
    expect([answer.status, answer.body, answer.cors]).toEqual([200, JSON.stringify({ id }), SHARED]);
  });

  test.each(["cors-params", "some-params"])(
    "a policy for some origins makes a route with generateStaticParams dynamic (%s)",
    async (name) => {
      for (const id of ["1", "2"]) {
        const answer = await send(url(`/static/${name}/${id}`));
        expect([answer.status, answer.body, answer.cors]).toEqual([200, JSON.stringify({ id }), SHARED]);
        expect((await preflight(url(`/static/${name}/${id}`), "PUT")).status).toBe(204);
      }
    },
  );

  test("a policy for some origins makes a route dynamic, whatever its revalidate", async () => {
    const answer = await send(url("/api/revalidated"));
    expect([answer.status, answer.body]).toEqual([200, "dynamic"]);
    expect([answer.cors, answer.vary]).toEqual([SHARED, ["Origin"]]);
    expect(answer.all("x-nextjs-cache")).toEqual([]);
  });

  test("a policy for some origins in a force-static route sends no CORS headers, and the build warns once", async () => {
    const answer = await send(url("/static/for-some"));
    expect([answer.status, answer.body, answer.cors, answer.vary]).toEqual([200, "static", [], ["Origin"]]);
    const { log } = await build("app");
    expect(warningsOf(log, "/static/for-some")).toBe(1);
    expect(log).toContain("write `export const proxy = corsProxy(policy)` in proxy.ts");
    expect(log.split('has dynamic = "force-static"')).toHaveLength(2);
  });

  test.each([
    ["cors-route", 204, []],
    ["with-cors", 200, []],
    ["public-cors-route", 204, PUBLIC],
  ])(
    "a force-static route (%s) does not recognize a preflight, responds with %d, and warns once",
    async (name, status, cors) => {
      for (const Origin of [APP, EVIL]) {
        const answer = await preflight(url(`/static/${name}`), "PUT", { Origin });
        expect([answer.status, answer.cors, answer.vary]).toEqual([status, cors, VARY_ON_OPTIONS]);
        expect((await send(url(`/static/${name}`), { headers: { Origin } })).cors).toEqual(cors);
      }
      await expect.poll(() => warningsOf(output(), `/static/${name}`)).toBe(1);
    },
  );

  test("a static route behind corsProxy stays static, and each origin gets its own headers", async () => {
    const answer = await send(url("/proxied/static"));
    expect([answer.body, answer.all("x-nextjs-cache")]).toEqual(["static", ["HIT"]]);
    expect([answer.cors, answer.vary]).toEqual([SHARED, ["Origin"]]);
    const other = await send(url("/proxied/static"), { headers: { Origin: "http://localhost:5173" } });
    expect(other.cors).toContain("access-control-allow-origin: http://localhost:5173");
    expect((await preflight(url("/proxied/static"), "PUT")).status).toBe(204);
  });
}
