/** `check --engine chromium` against a real Chromium, on generated servers. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Comparison, compare } from "./compare.ts";
import { generateServers, handlerFor } from "./generated-servers.ts";
import { type RawServer, startRawServer } from "./raw-server.ts";
import { isInstalled, openChromium, type RealChromium } from "./real-chromium.ts";

const SEED = Number(process.env["SEED"] ?? 7);
const COUNT = Number(process.env["CASES"] ?? 300);
const reason = "No Chromium compares its verdicts with those of check: apt-get install chromium";

test("Chromium is installed", ({ skip }) => {
  if (!isInstalled() && process.env["REQUIRE_PROGRAMS"]) throw new Error(reason);
  if (!isInstalled()) console.warn(reason);
  skip(!isInstalled(), reason);
});

describe.skipIf(!isInstalled())("check and a real Chromium, on generated servers", () => {
  let chromium: RealChromium;
  const comparisons: Comparison[] = [];

  beforeAll(async () => {
    chromium = await openChromium();
    const waiting = [...generateServers(COUNT, SEED)];
    const work = async (): Promise<void> => {
      for (let one = waiting.shift(); one; one = waiting.shift()) {
        const { page, redirects, leaves } = one;
        const origin = chromium.originOf(page.place);
        const servers: RawServer[] = [];
        const next = (hop: number): string => {
          const isLast = hop >= redirects.length;
          const [own, other] = servers;
          return `http://localhost:${(leaves && isLast ? other : own)?.port}/hop-${hop}${page.path}`;
        };
        const handle = handlerFor(one, origin, next);
        servers.push(await startRawServer(handle), await startRawServer(handle));
        comparisons.push(await compare(chromium, `http://localhost:${servers[0]?.port}${page.path}`, page));
        for (const { stop } of servers) stop();
      }
    };
    await Promise.all([work(), work(), work(), work()]);
  }, 240_000);

  afterAll(() => chromium?.close());

  test("agree about every one", () => {
    expect(comparisons.flatMap(({ difference }) => difference ?? [])).toEqual([]);
    expect(comparisons.length).toBe(COUNT);
  });

  test("compared responses that are shared, blocks, and messages of the console", () => {
    const shared = comparisons.filter(({ verdict }) => verdict === "shared").length;
    const messages = comparisons.filter(({ hasMessage }) => hasMessage).length;
    console.log(
      `Chromium ${chromium.version}: ${COUNT} generated servers, ${shared} shared, ${COUNT - shared} blocked, ${messages} messages`,
    );
    expect(shared).toBeGreaterThan(COUNT / 6);
    expect(COUNT - shared).toBeGreaterThan(COUNT / 4);
    expect(messages).toBeGreaterThan(COUNT / 4);
  });
});
