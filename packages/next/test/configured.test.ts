// The settings of Next.js that differ from the defaults, on the standalone server.
import { setTimeout as sleep } from "node:timers/promises";
import type { StartedProcess } from "@fetch-cors/conformance/runtime";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { APP, EVIL, preflight, send } from "./send.ts";
import { build, startStandalone, version } from "./start-next.ts";

describe(`cacheComponents, basePath, trailingSlash and output: "standalone" of Next.js ${version}`, () => {
  const PUBLIC = ["access-control-allow-origin: *"];
  const SHARED = ["access-control-allow-credentials: true", `access-control-allow-origin: ${APP}`];
  let server: StartedProcess;
  beforeAll(async () => {
    server = await startStandalone();
  }, 300_000);
  afterAll(() => server?.stop());
  const url = (path: string): string => `${server.url}/base${path}`;

  test("the public policy keeps a route static, and a policy for some origins makes it dynamic", async () => {
    const { log } = await build("configured");
    expect(log).toMatch(/○ \/api\/public\s/);
    expect(log).toMatch(/○ \/api\/cached\s/);
    expect(log).toMatch(/ƒ \/api\/for-some\s/);
    expect(log).toMatch(/ƒ \/api\/get-only\s/);
    const answer = await send(url("/api/public/"));
    expect([answer.status, answer.body, answer.cors, answer.all("x-nextjs-cache")]).toEqual([
      200,
      "static",
      PUBLIC,
      ["HIT"],
    ]);
  });

  test("an error in a later rendering reaches Next.js, which keeps the last good response", async () => {
    await sleep(1100);
    await send(url("/api/cached/"));
    await expect.poll(server.output).toContain("Error: cannot render again");
    expect(server.output()).not.toContain("used `request.headers`");
    const answer = await send(url("/api/cached/"));
    expect([answer.status, answer.body, answer.cors]).toEqual([200, "rendered by the build", PUBLIC]);
  });

  test.each(["/api/for-some/", "/rewritten/", "/proxied/route/"])(
    "the CORS headers are in preflight and other responses of %s",
    async (path) => {
      expect((await preflight(url(path), "GET")).status).toBe(204);
      expect((await preflight(url(path), "GET", { Origin: EVIL })).status).toBe(403);
      const answer = await send(url(path));
      expect([answer.status, answer.cors]).toEqual([200, SHARED]);
    },
  );

  test("the Pages Router works with @fetch-cors/node", async () => {
    expect((await send(url("/api/users/"))).cors).toEqual([`access-control-allow-origin: ${APP}`]);
    expect((await preflight(url("/api/users/"), "PUT")).status).toBe(204);
  });

  test.each(["/api/for-some", "/proxied/route", "/proxied/old/"])(
    "trailingSlash and redirects() answer the preflight to %s before any policy, as the README says",
    async (path) => {
      const answer = await preflight(url(path), "GET");
      expect([answer.status, answer.cors]).toEqual([308, []]);
    },
  );

  test("a method without a handler gets a 405 without CORS headers, as the README says", async () => {
    const answer = await send(url("/api/get-only/"), { method: "PUT" });
    expect([answer.status, answer.cors]).toEqual([405, []]);
    const proxied = await send(url("/proxied/route/"), { method: "PUT" });
    expect([proxied.status, proxied.cors]).toEqual([405, SHARED]);
  });

  test("headers() of next.config.ts replaces the header of a route, for every origin, as the README says", async () => {
    const path = url("/api/open-headers/");
    expect((await send(path)).cors).toEqual(["access-control-allow-credentials: true", ...PUBLIC]);
    expect((await send(path, { headers: { Origin: EVIL } })).cors).toEqual(PUBLIC);
  });
});
