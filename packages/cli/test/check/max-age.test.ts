import { createBrowser, type Engine } from "@fetch-cors/browser";
import fc from "fast-check";
import { expect, test } from "vitest";
import { cachedSeconds } from "../../src/check/notes/max-age.ts";

const URL_OF_API = "https://api.example.com/";

/** Whether the simulated browser sends a second preflight after some seconds. */
async function isForgotten(
  engine: Engine,
  lines: readonly (readonly [string, string])[],
  seconds: number,
): Promise<boolean> {
  let now = 0;
  const page = createBrowser({
    origin: "https://app.example.com",
    engine,
    clock: { now: () => now },
    network: () => ({
      status: 200,
      headers: [["Access-Control-Allow-Origin", "*"], ["Access-Control-Allow-Methods", "PUT"], ...lines],
    }),
  });
  await page.fetch(URL_OF_API, { method: "PUT" });
  now = seconds * 1000;
  await page.fetch(URL_OF_API, { method: "PUT" });
  return page.log.filter(({ kind }) => kind === "preflight").length === 2;
}

test("The time that a preflight is cached is that of the simulated browser", async () => {
  const values = fc.oneof(
    fc.nat({ max: 100_000 }).map(String),
    fc.constantFrom("-1", "+600", "", "600s", "1e3", "10, 20", "99999999999999999999", " 60 "),
  );
  const lines = fc
    .array(values, { maxLength: 2 })
    .map((all) => all.map((value) => ["Access-Control-Max-Age", value] as const));
  await fc.assert(
    fc.asyncProperty(fc.constantFrom<Engine>("chromium", "firefox", "webkit"), lines, async (engine, headers) => {
      const seconds = cachedSeconds(engine, headers);
      expect(await isForgotten(engine, headers, seconds + 1)).toBe(true);
      if (seconds > 0) expect(await isForgotten(engine, headers, seconds - 1)).toBe(false);
    }),
  );
});
