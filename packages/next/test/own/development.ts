// The development server compiles each route when it is first requested.
import type { StartedProcess } from "@fetch-cors/conformance/runtime";
import { afterAll, beforeAll, expect, test } from "vitest";
import { preflight, SHARED, send } from "../send.ts";
import { startDevelopment } from "../start-next.ts";

export function development(): void {
  let server: StartedProcess;
  beforeAll(async () => {
    server = await startDevelopment();
    // Compiling a route can take longer than the timeout of a test request.
    for (const path of ["api/users/7", "proxied/static", "proxied/errors", "api/errors/default", "static/public"]) {
      await fetch(`${server.url}/${path}`);
    }
  }, 600_000);
  afterAll(() => server?.stop());
  const url = (path: string): string => server.url + path;

  test("corsRoute and corsProxy work", async () => {
    expect((await preflight(url("/api/users/7"), "PUT")).status).toBe(204);
    expect((await preflight(url("/proxied/static"), "PUT")).status).toBe(204);
    expect((await send(url("/proxied/static"))).cors).toEqual(SHARED);
  });

  test("an error produces a 500 that the page can read, also in a static route", async () => {
    for (const path of ["/api/errors/default", "/proxied/errors"]) {
      const answer = await send(url(path));
      expect([answer.status, answer.cors]).toEqual([500, SHARED]);
    }
    expect((await send(url("/static/public"))).cors).toEqual(["access-control-allow-origin: *"]);
  });

  test("a force-static route with a policy for some origins causes one warning", async () => {
    for (const _time of [1, 2]) expect((await send(url("/static/for-some"))).cors).toEqual([]);
    await expect.poll(() => server.output().split('/static/for-some has dynamic = "force-static"')).toHaveLength(2);
  });
}
