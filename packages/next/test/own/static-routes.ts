// What Next.js renders ahead of the requests: an answer is kept, so an error must not become one.
import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import { preflight, SHARED, send } from "../send.ts";
import { buildLog } from "../start-next.ts";

export function staticRoutes(url: (path: string) => string, output: () => string): void {
  test("What the build throws to learn that a route is dynamic reaches it, and is no error in its log", async () => {
    const log = await buildLog();
    expect(log).toMatch(/ƒ \/api\/revalidated/);
    expect(log).toMatch(/○ \/api\/static/);
    expect(log).not.toMatch(/couldn't be rendered statically|DynamicServerError|DYNAMIC_SERVER_USAGE/);
  });

  test("A public static route is rendered by the build, with its header", async () => {
    const answer = await send(url("/api/static"));
    expect([answer.status, answer.body]).toEqual([200, "rendered by the build"]);
    expect(answer.all("x-nextjs-cache")).toHaveLength(1);
    expect([answer.cors, answer.vary]).toEqual([["access-control-allow-origin: *"], []]);
  });

  test("An error while it is rendered anew reaches Next.js, which keeps the last good answer", async () => {
    await sleep(1100);
    await send(url("/api/static"));
    await expect.poll(output).toContain("reported to Next.js: cannot render anew");
    const answer = await send(url("/api/static"));
    expect([answer.status, answer.body]).toEqual([200, "rendered by the build"]);
  });

  test("A preflight to a static route is refused by Next.js, before a policy is asked", async () => {
    const answer = await preflight(url("/api/static"), "PUT");
    expect([answer.status, answer.cors]).toEqual([405, []]);
  });

  test("A policy for some origins makes a route dynamic, whatever it asks for", async () => {
    const answer = await send(url("/api/revalidated"));
    expect([answer.status, answer.body]).toEqual([200, "dynamic"]);
    expect([answer.cors, answer.vary]).toEqual([SHARED, ["Origin"]]);
    expect(answer.all("x-nextjs-cache")).toEqual([]);
  });

  test("A static route behind corsProxy stays static, and each origin gets its own headers", async () => {
    const answer = await send(url("/proxied/static"));
    expect([answer.body, answer.all("x-nextjs-cache")]).toEqual(["static", ["HIT"]]);
    expect([answer.cors, answer.vary]).toEqual([SHARED, ["Origin"]]);
    const other = await send(url("/proxied/static"), { headers: { Origin: "http://localhost:5173" } });
    expect(other.cors).toContain("access-control-allow-origin: http://localhost:5173");
    expect((await preflight(url("/proxied/static"), "PUT")).status).toBe(204);
  });
}
