// corsProxy around the app, and around a proxy function of the app.
import { expect, test } from "vitest";
import { APP, EVIL, preflight, SHARED, send, VARY_ON_OPTIONS } from "../send.ts";

export function proxy(url: (path: string) => string, output: () => string): void {
  const at = (path: string): string => url(`/proxied/${path}`);

  test.each(["route", "static", "errors", "page", "nowhere", "rewritten", "redirected", "answered", "failing"])(
    "a preflight to /proxied/%s is answered, whatever the route",
    async (path) => {
      const answer = await preflight(at(path), "DELETE");
      expect(answer.status).toBe(204);
      expect(answer.cors).toEqual([
        "access-control-allow-credentials: true",
        "access-control-allow-headers: Authorization",
        "access-control-allow-methods: GET, HEAD, QUERY, PUT, PATCH, POST, DELETE",
        `access-control-allow-origin: ${APP}`,
        "access-control-max-age: 600",
      ]);
      expect(answer.all("vary")).toEqual([VARY_ON_OPTIONS.join(", ")]);
      expect(answer.lines.filter(([name]) => name.startsWith("x-middleware-"))).toEqual([]);
    },
  );

  test("a denied preflight gets a 403", async () => {
    const answer = await preflight(at("route"), "PUT", { Origin: EVIL });
    expect([answer.status, answer.cors, answer.vary]).toEqual([403, [], VARY_ON_OPTIONS]);
  });

  test("a route with the same policy gets one set of headers", async () => {
    const answer = await send(at("route"));
    expect([answer.status, answer.cors]).toEqual([200, SHARED]);
    expect([...new Set(answer.vary)].sort()).toEqual(["Accept-Language", "Origin"]);
    const denied = await send(at("route"), { headers: { Origin: EVIL } });
    expect([denied.status, denied.cors]).toEqual([200, []]);
  });

  test("with another policy in the route no header is sent twice, but headers that the proxy does not set remain", async () => {
    expect((await send(at("other"))).cors).toEqual(SHARED);
    expect((await send(at("other"), { headers: { Origin: EVIL } })).cors).toEqual([
      "access-control-allow-origin: *",
      "access-control-expose-headers: X-Other",
    ]);
  });

  test("changes by NextResponse.next() to the request and the response survive", async () => {
    const answer = await send(at("route"));
    expect(JSON.parse(answer.body)).toEqual({ user: "7" });
    expect([answer.all("x-proxy"), answer.all("set-cookie")]).toEqual([["yes"], ["proxied=1; Path=/"]]);
    expect(answer.lines.filter(([name]) => name.startsWith("x-middleware-"))).toEqual([]);
  });

  test("without a proxy function Next.js continues", async () => {
    const answer = await send(at("route?alone"));
    expect([answer.status, answer.cors]).toEqual([200, SHARED]);
    expect(JSON.parse(answer.body)).toEqual({ user: null });
    expect(answer.lines.filter(([name]) => name.startsWith("x-middleware-"))).toEqual([]);
  });

  test("a rewrite reaches the other route, whose response has one set of headers", async () => {
    const answer = await send(at("rewritten"));
    expect(JSON.parse(answer.body)).toEqual({ id: "9", fields: [] });
    expect([answer.status, answer.cors]).toEqual([200, SHARED]);
  });

  test.each(["external", "elsewhere"])(
    "a rewrite to another host (/proxied/%s) gets the headers of that host, as the README says",
    async (path) => {
      for (const Origin of [APP, EVIL]) {
        const answer = await send(at(path), { headers: { Origin } });
        expect([answer.status, answer.body, answer.vary]).toEqual([200, "from another host", ["Accept-Language"]]);
        expect(answer.cors).toContain("access-control-allow-origin: *");
      }
      const answer = await preflight(at(path), "PUT", { Origin: EVIL });
      expect([answer.status, answer.cors]).toEqual([403, []]);
    },
  );

  test("a response that is fetched from another host, as the README advises, gets the CORS headers of the policy", async () => {
    const answer = await send(at("fetched-elsewhere"));
    expect([answer.body, answer.cors, answer.vary]).toEqual([
      "from another host",
      SHARED,
      ["Accept-Language", "Origin"],
    ]);
    const denied = await send(at("fetched-elsewhere"), { headers: { Origin: EVIL } });
    expect([denied.status, denied.body, denied.cors]).toEqual([200, "from another host", []]);
  });

  test("CORS headers from headers() of next.config.ts remain if the policy does not set them, also in preflight responses", async () => {
    const url = at("static?configured=1");
    expect((await send(url)).cors).toEqual(SHARED);
    const publicHeaders = ["access-control-allow-origin: *"];
    expect((await send(url, { headers: { Origin: EVIL } })).cors).toEqual(publicHeaders);
    const answer = await preflight(url, "PUT", { Origin: EVIL });
    expect([answer.status, answer.cors]).toEqual([403, publicHeaders]);
  });

  test("CORS headers that a route sets remain if the policy does not set them", async () => {
    expect((await send(at("by-hand"))).cors).toEqual([
      "access-control-allow-credentials: true",
      "access-control-allow-headers: X-Old",
      `access-control-allow-origin: ${APP}`,
      "access-control-expose-headers: X-Request-Id",
    ]);
    expect((await send(at("by-hand"), { headers: { Origin: EVIL } })).cors).toEqual([
      "access-control-allow-headers: X-Old",
      "access-control-allow-origin: *",
    ]);
  });

  test("a redirect gets the CORS headers", async () => {
    const answer = await send(at("redirected"));
    expect([answer.status, answer.all("location")]).toEqual([307, ["/proxied/route"]]);
    expect([answer.cors, answer.all("vary")]).toEqual([SHARED, ["Origin"]]);
  });

  test("a response of the proxy function gets the CORS headers", async () => {
    const answer = await send(at("answered"));
    expect([answer.status, answer.body, answer.all("www-authenticate")]).toEqual([401, "by the proxy", ["Bearer"]]);
    expect([answer.cors, answer.all("vary")]).toEqual([SHARED, ["Origin"]]);
  });

  test("a fetched response, whose headers are immutable, gets the CORS headers of the policy", async () => {
    const answer = await send(at("fetched"));
    expect([answer.status, answer.body, answer.cors]).toEqual([200, "from upstream", SHARED]);
  });

  test("a proxy function that throws produces a 500 that the page can read", async () => {
    const answer = await send(at("failing"));
    expect([answer.status, answer.body, answer.cors]).toEqual([500, "Internal Server Error", SHARED]);
    await expect.poll(output).toContain("Error: the proxy failed");
  });

  test("a handler behind the proxy that throws is reported to Next.js, and the 500 gets the CORS headers", async () => {
    const answer = await send(at("errors"));
    expect([answer.status, answer.body, answer.cors, answer.vary]).toEqual([500, "", SHARED, ["Origin"]]);
    await expect.poll(output).toContain("reported to Next.js: failed behind the proxy");
  });

  test("a 405 of Next.js gets the CORS headers", async () => {
    const answer = await send(at("errors"), { method: "DELETE" });
    expect([answer.status, answer.cors, answer.vary]).toEqual([405, SHARED, ["Origin"]]);
  });

  test.each([
    ["page", 200],
    ["nowhere", 404],
  ] as const)("on a page (/proxied/%s) Next.js replaces Vary, as the README says", async (path, status) => {
    const answer = await send(at(path));
    expect([answer.status, answer.cors]).toEqual([status, SHARED]);
    expect(answer.vary).toEqual([]);
  });

  test("a preflight to a path with a trailing slash is redirected before the proxy runs", async () => {
    const answer = await preflight(at("route/"), "PUT");
    expect([answer.status, answer.all("location"), answer.cors]).toEqual([308, ["/proxied/route"], []]);
  });

  test("a route that the matcher does not match is unchanged", async () => {
    expect((await preflight(url("/bare/not-found"), "PUT")).cors).toEqual([]);
  });
}
