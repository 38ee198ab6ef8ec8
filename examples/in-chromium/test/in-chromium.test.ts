// Opens pages of two origins in a real Chromium, and calls the API of each example: the allowed page can do everything
// and
// can read a 500; the other page can do nothing.
import { existsSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { fileURLToPath } from "node:url";
import { type StartedProcess, startProcess } from "@fetch-cors/conformance/runtime";
import { type Browser, chromium, type Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

const CHROMIUM = "/usr/bin/chromium";
const EXAMPLES = ["next-app", "bun-server", "deno-server", "hono-app", "express-api"];

const hasChromium = existsSync(CHROMIUM);
if (!hasChromium) {
  if (process.env["REQUIRE_PROGRAMS"]) throw new Error(`${CHROMIUM} is not installed, and REQUIRE_PROGRAMS is set`);
  console.warn("\n  NOT RUN: Chromium is not installed, so its tests are skipped; run apt-get install chromium.\n");
}

describe.skipIf(!hasChromium)("a real Chromium", () => {
  const pages = createServer((_request, response) => {
    response.setHeader("Content-Type", "text/html").end("<!doctype html><title>a page</title>");
  });
  let browser: Browser;
  let allowed: Page;
  let forbidden: Page;

  beforeAll(async () => {
    await new Promise<void>((resolve) => pages.listen(0, resolve));
    const { port } = pages.address() as AddressInfo;
    browser = await chromium.launch({ executablePath: CHROMIUM, args: ["--no-sandbox"] });
    [allowed, forbidden] = [await browser.newPage(), await browser.newPage()];
    // The examples allow every port of `localhost`; 127.0.0.1 is another origin.
    await allowed.goto(`http://localhost:${port}/`);
    await forbidden.goto(`http://127.0.0.1:${port}/`);
  }, 60_000);
  afterAll(async () => {
    await browser?.close();
    pages.close();
  });

  describe.each(EXAMPLES)("%s", (example) => {
    let server: StartedProcess;
    beforeAll(async () => {
      const cwd = fileURLToPath(new URL(`../../${example}`, import.meta.url));
      const env = { PORT: "0", NEXT_TELEMETRY_DISABLED: "1", NODE_ENV: "production" };
      server = await startProcess("npm", ["run", "start"], { cwd, env });
    }, 130_000);
    afterAll(() => server?.stop());

    /** The status and body that a page reads from the API, or the error of its `fetch`. */
    const call = (page: Page, path: string, init: RequestInit = {}): Promise<unknown> =>
      page.evaluate(
        async ([url, options]) => {
          try {
            const response = await fetch(url, { credentials: "include", ...options });
            return [response.status, await response.text()];
          } catch (error) {
            return String(error);
          }
        },
        [server.url + path, init] as const,
      );
    const put: RequestInit = {
      method: "PUT",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ name: "Grace" }),
    };
    const BLOCKED = "TypeError: Failed to fetch";

    test("lets an allowed page read, and write after a preflight", async () => {
      expect(await call(allowed, "/api/users")).toEqual([200, expect.stringContaining("Ada")]);
      expect(await call(allowed, "/api/users/7", put)).toEqual([200, expect.stringContaining("Grace")]);
    });

    test("lets an allowed page read a 500", async () => {
      expect(await call(allowed, "/api/broken")).toEqual([500, expect.any(String)]);
    });

    test("lets a page of another origin neither read nor write", async () => {
      expect(await call(forbidden, "/api/users")).toBe(BLOCKED);
      expect(await call(forbidden, "/api/users/7", put)).toBe(BLOCKED);
      expect(await call(forbidden, "/api/broken")).toBe(BLOCKED);
    });
  });
});
