// Policies that read the NextRequest, in a route and in the proxy.
import { expect, test } from "vitest";
import { preflight, SHARED, send } from "../send.ts";

export function requests(url: (path: string) => string, output: () => string): void {
  const ACME = { Origin: "https://acme.example" };

  test.each(["/api/by-request?tenant=acme", "/proxied/static?tenant=acme"])(
    "the predicate of a compiled policy reads the NextRequest (%s)",
    async (path) => {
      expect((await send(url(path), { headers: ACME })).cors).toEqual([
        "access-control-allow-origin: https://acme.example",
      ]);
      expect((await send(url(path))).cors).toEqual([]);
      expect((await preflight(url(path), "PUT", ACME)).status).toBe(204);
      expect((await preflight(url(path), "PUT")).status).toBe(403);
    },
  );

  test("after() runs after the response", async () => {
    const answer = await send(url("/api/after"));
    expect([answer.status, answer.body, answer.cors]).toEqual([200, "hello", SHARED]);
    await expect.poll(output).toContain("ran after the response");
  });

  test("a rewrite of next.config.ts reaches the route, which also answers preflights", async () => {
    const answer = await send(url("/rewritten/9"));
    expect(JSON.parse(answer.body)).toEqual({ id: "9", fields: [] });
    expect(answer.cors).toContain("access-control-allow-origin: https://app.example.com");
    expect((await preflight(url("/rewritten/9"), "PUT")).status).toBe(204);
  });

  test("a proxy function in place of the policy produces a 500, and an explanation is logged", async () => {
    const answer = await send(url("/proxied/route?swapped"));
    expect([answer.status, answer.body, answer.cors]).toEqual([500, "Internal Server Error", []]);
    await expect
      .poll(output)
      .toContain("TypeError: the first argument of corsProxy returned no policy; write corsProxy(policy, proxy)");
  });
}
