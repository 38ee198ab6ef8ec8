/** `check --engine chromium` against a real Chromium, on servers as people set them up. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Comparison, compare } from "./compare.ts";
import type { PageCase, PagePlace } from "./generated-servers.ts";
import { SERVER_GROUPS } from "./hand-made-servers.ts";
import { isInstalled, openChromium, type RealChromium } from "./real-chromium.ts";

const page = (place: PagePlace, path: string, one: Partial<PageCase> = {}): PageCase => ({
  ...{ place, path, method: "GET", headers: {}, credentials: "same-origin", body: undefined },
  ...one,
});

const JSON_TYPE = { "Content-Type": "application/json" };

/** The requests of the pages to each server. */
const REQUESTS: readonly PageCase[] = [
  page("page", "/users"),
  page("other", "/users"),
  page("null", "/users"),
  page("page", "/users", { credentials: "include" }),
  page("page", "/users", { method: "PUT", headers: JSON_TYPE, body: "{}" }),
  page("page", "/users", { method: "DELETE", headers: { Authorization: "Bearer x" } }),
  page("page", "/users", { headers: { Authorization: "Bearer x", "X-A": "1" }, credentials: "include" }),
  page("page", "/missing"),
  page("page", "/broken"),
  page("page", "/old", { headers: { "X-A": "1" } }),
];

describe.skipIf(!isInstalled())("check and a real Chromium, on servers as people set them up", () => {
  let chromium: RealChromium;
  const results = new Map<string, readonly Comparison[]>();

  beforeAll(async () => {
    chromium = await openChromium();
  }, 60_000);

  afterAll(async () => {
    await chromium?.close();
    const all = [...results.values()].flat();
    const shared = all.filter(({ verdict }) => verdict === "shared").length;
    console.log(
      `Chromium ${chromium.version}: ${results.size} servers, ${all.length} requests, ${shared} shared, ${all.length - shared} blocked`,
    );
  });

  for (const { title, missing, start } of SERVER_GROUPS) {
    const reason = `${title} is not installed, so its snippets are not compared: ${missing}`;
    test(`agree about the servers of ${title}`, async ({ skip }) => {
      if (missing && process.env["REQUIRE_PROGRAMS"]) throw new Error(reason);
      if (missing) console.warn(reason);
      skip(missing !== undefined, reason);
      const { servers, stop } = await start(chromium.originOf("page"));
      try {
        await Promise.all(
          servers.map(async ({ name, port }) => {
            const comparisons: Comparison[] = [];
            for (const request of REQUESTS)
              comparisons.push(await compare(chromium, `http://localhost:${port}${request.path}`, request));
            results.set(name, comparisons);
          }),
        );
      } finally {
        await stop();
      }
      expect([...results.values()].flat().flatMap(({ difference }) => difference ?? [])).toEqual([]);
    }, 120_000);
  }

  test("are compared on at least 25 servers", () => {
    expect(results.size).toBeGreaterThanOrEqual(25);
  });
});
