// The behavior of the App Router around a handler.
import { expect, test } from "vitest";
import { APP, EVIL, preflight, SHARED, send, VARY_ON_OPTIONS } from "../send.ts";

export function routes(url: (path: string) => string): void {
  const ALLOWED = ["access-control-allow-credentials: true", `access-control-allow-origin: ${APP}`];

  test("corsRoute answers a preflight with the methods of the route", async () => {
    const answer = await preflight(url("/api/users/7"), "PUT", { "Access-Control-Request-Headers": "content-type" });
    expect(answer.status).toBe(204);
    expect(answer.cors).toEqual([
      "access-control-allow-credentials: true",
      "access-control-allow-headers: Authorization, content-type",
      "access-control-allow-methods: GET, PUT, HEAD",
      `access-control-allow-origin: ${APP}`,
      "access-control-max-age: 600",
    ]);
    expect(answer.vary).toEqual(VARY_ON_OPTIONS);
    expect(answer.all("allow")).toEqual([]);
    expect(answer.body).toBe("");
  });

  test("corsRoute denies a preflight from a denied origin", async () => {
    const answer = await preflight(url("/api/users/7"), "PUT", { Origin: EVIL });
    expect([answer.status, answer.cors, answer.vary]).toEqual([403, [], VARY_ON_OPTIONS]);
  });

  test("corsRoute answers a plain OPTIONS request with Allow", async () => {
    const answer = await send(url("/api/users/7"), { method: "OPTIONS" });
    expect([answer.status, answer.all("allow")]).toEqual([204, ["GET, PUT, HEAD, OPTIONS"]]);
    expect([answer.cors, answer.vary]).toEqual([ALLOWED, VARY_ON_OPTIONS]);
  });

  test("a handler receives a NextRequest and its params", async () => {
    const answer = await send(url("/api/users/a%20b?field=a&field=b"));
    expect(JSON.parse(answer.body)).toEqual({ id: "a b", fields: ["a", "b"] });
    expect([answer.status, answer.cors, answer.vary]).toEqual([200, ALLOWED, ["Origin"]]);
  });

  test("a handler can read the body", async () => {
    const answer = await send(url("/api/users/7"), { method: "PUT", body: '{"name":"Ada"}' });
    expect(JSON.parse(answer.body)).toEqual({ id: "7", name: "Ada" });
    expect(answer.cors).toEqual(ALLOWED);
  });

  test("HEAD, which Next.js derives from GET, gets the CORS headers of GET", async () => {
    const answer = await send(url("/api/users/7"), { method: "HEAD" });
    expect([answer.status, answer.body, answer.cors, answer.vary]).toEqual([200, "", ALLOWED, ["Origin"]]);
  });

  test("Next.js responds to a method without a handler, without CORS headers", async () => {
    const answer = await send(url("/api/users/7"), { method: "DELETE" });
    expect([answer.status, answer.cors]).toEqual([405, []]);
  });

  test("Next.js redirects a preflight to a path with a trailing slash, so it fails in the browser", async () => {
    const answer = await preflight(url("/api/users/7/"), "PUT");
    expect([answer.status, answer.all("location"), answer.cors]).toEqual([308, ["/api/users/7"], []]);
  });

  test("if withCors is exported only as GET, Next.js answers preflights", async () => {
    const answer = await preflight(url("/api/without-options"), "PUT");
    expect([answer.status, answer.all("allow"), answer.cors]).toEqual([204, ["GET, HEAD, OPTIONS"], []]);
    expect((await send(url("/api/without-options"))).cors).toEqual(SHARED);
  });

  test("a policy function receives the params, and the policy of each tenant is applied", async () => {
    const acme = url("/api/tenants/acme");
    expect((await send(acme, { headers: { Origin: "https://acme.example" } })).cors).toEqual([
      "access-control-allow-origin: https://acme.example",
    ]);
    expect((await send(acme)).cors).toEqual([]);
    const open = await send(url("/api/tenants/public"));
    expect([open.body, open.cors, open.vary]).toEqual([
      '{"tenant":"public"}',
      ["access-control-allow-origin: *"],
      ["Origin"],
    ]);
  });

  test("a policy function can call notFound(), also for preflights", async () => {
    const answer = await send(url("/api/tenants/nobody"));
    expect([answer.status, answer.cors, answer.vary]).toEqual([404, [], ["Origin"]]);
    const preflighted = await preflight(url("/api/tenants/nobody"), "PUT");
    expect([preflighted.status, preflighted.cors, preflighted.vary]).toEqual([404, [], VARY_ON_OPTIONS]);
  });

  test("the loopback pattern allows any port", async () => {
    const answer = await send(url("/api/users/7"), { headers: { Origin: "http://localhost:5173" } });
    expect(answer.cors).toContain("access-control-allow-origin: http://localhost:5173");
  });

  test("the response to a request without Origin varies like the others", async () => {
    const answer = await send(url("/api/users/7"), { headers: { Origin: "" } });
    expect([answer.status, answer.cors, answer.vary]).toEqual([200, [], ["Origin"]]);
  });
}
