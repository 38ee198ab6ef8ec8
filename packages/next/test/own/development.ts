// The development server compiles each route when it is first requested.
import type { StartedProcess } from "@fetch-cors/conformance/runtime";
import { afterAll, beforeAll, expect, test } from "vitest";
import { preflight, SHARED, send } from "../send.ts";
import { startDevelopment } from "../start-next.ts";

export function development(): void {
  let server: StartedProcess;
  beforeAll(async () => {
    server = await startDevelopment();
    // Compiling takes longer than the requests of the tests may.
    for (const path of ["api/users/7", "proxied/static", "proxied/errors", "api/errors/default", "static/public"]) {
      await fetch(`${server.url}/${path}`);
    }
  }, 600_000);
  afterAll(() => server?.stop());
  const url = (path: string): string => server.url + path;

  test("corsRoute and corsProxy answer", async () => {
    expect((await preflight(url("/api/users/7"), "PUT")).status).toBe(204);
    expect((await preflight(url("/proxied/static"), "PUT")).status).toBe(204);
    expect((await send(url("/proxied/static"))).cors).toEqual(SHARED);
  });

  test("An error is a 500 that the page can read, in a static route too", async () => {
    for (const path of ["/api/errors/default", "/proxied/errors"]) {
      const answer = await send(url(path));
      expect([answer.status, answer.cors]).toEqual([500, SHARED]);
    }
    expect((await send(url("/static/public"))).cors).toEqual(["access-control-allow-origin: *"]);
  });

  test("A force-static route with a policy for some origins is warned about once", async () => {
    for (const _time of [1, 2]) expect((await send(url("/static/for-some"))).cors).toEqual([]);
    await expect.poll(() => server.output().split('/static/for-some has dynamic = "force-static"')).toHaveLength(2);
  });
}
