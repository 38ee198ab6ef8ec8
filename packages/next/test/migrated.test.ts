// An app whose middleware was replaced as docs/migrating.md describes: a strict API with public routes in it.
import type { StartedProcess } from "@fetch-cors/conformance/runtime";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { APP, EVIL, preflight, send } from "./send.ts";
import { build, startNext, version } from "./start-next.ts";

const PUBLIC = ["access-control-allow-origin: *"];
const SHARED = ["access-control-allow-credentials: true", `access-control-allow-origin: ${APP}`];

/** Starts the app before the tests, and returns the function that completes its URLs. */
function serve(env: Readonly<Record<string, string>>): (path: string) => string {
  let server: StartedProcess;
  beforeAll(async () => {
    server = await startNext(env, "migrated");
  }, 300_000);
  afterAll(() => server?.stop());
  return (path) => server.url + path;
}

describe(`a migrated app on Next.js ${version}`, () => {
  const url = serve({ ORIGINS: APP });

  test("a route that the matcher excludes has its own policy, and the other routes have that of the proxy", async () => {
    for (const Origin of [APP, EVIL]) {
      expect((await send(url("/api/public"), { headers: { Origin } })).cors).toEqual(PUBLIC);
      const answer = await preflight(url("/api/public"), "PUT", { Origin });
      expect([answer.status, answer.cors]).toEqual([204, expect.arrayContaining(PUBLIC)]);
    }
    for (const path of ["/api/users", "/api/public-users", "/api/nowhere"]) {
      expect((await send(url(path))).cors).toEqual(SHARED);
      expect((await send(url(path), { headers: { Origin: EVIL } })).cors).toEqual([]);
      expect((await preflight(url(path), "PUT")).status).toBe(204);
      expect((await preflight(url(path), "PUT", { Origin: EVIL })).status).toBe(403);
    }
  });

  test("a policy function in the proxy chooses the policy by the path, and a revalidated route stays static", async () => {
    const first = await send(url("/api/countries"), { headers: { Origin: EVIL } });
    const second = await send(url("/api/countries"));
    for (const answer of [first, second]) {
      expect([answer.status, answer.cors, answer.all("x-nextjs-cache")]).toEqual([200, PUBLIC, ["HIT"]]);
      expect(answer.all("cache-control").join()).toContain("s-maxage=3600");
    }
    expect(second.body).toBe(first.body);
    expect((await preflight(url("/api/countries"), "GET", { Origin: EVIL })).status).toBe(204);
  });

  test("a policy that lists origins in a revalidated route makes the route dynamic", async () => {
    const { log } = await build("migrated");
    expect(log).toMatch(/○ \/api\/countries\s+1h/);
    expect(log).toMatch(/ƒ \/api\/listed\s/);
    const answer = await send(url("/api/listed"));
    expect([answer.cors, answer.all("x-nextjs-cache"), answer.all("cache-control")]).toEqual([SHARED, [], []]);
  });

  test("the redirect of a trailing slash has no CORS headers, so a GET fails in the browser too", async () => {
    const answer = await send(url("/api/users/"));
    expect([answer.status, answer.all("location"), answer.cors]).toEqual([308, ["/api/users"], []]);
  });

  test("a 404 is a page, whose Vary Next.js replaces, and no cache stores it", async () => {
    const answer = await send(url("/api/nowhere"));
    expect([answer.status, answer.cors, answer.vary]).toEqual([404, SHARED, ["Accept-Encoding"]]);
    expect(answer.all("cache-control").join()).toContain("no-store");
  });
});

describe("without the environment variable", () => {
  describe("a policy that is compiled when proxy.ts loads", () => {
    const url = serve({ COMPILE: "at load" });
    test.each(["/", "/api/users", "/api/public"])("fails every page and every route (%s)", async (path) => {
      expect((await send(url(path))).status).toBe(500);
    });
  });

  describe("a policy that is compiled at the first request", () => {
    const url = serve({});
    test("fails only the requests that need it", async () => {
      expect((await send(url("/"))).status).toBe(200);
      expect((await send(url("/api/public"))).status).toBe(200);
      expect((await send(url("/api/users"))).status).toBe(500);
      expect((await preflight(url("/api/users"), "PUT")).status).toBe(500);
    });
  });
});
