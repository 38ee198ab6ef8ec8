/** Real Chromium through nginx: each row of the table of the demo is as with `withCors`, from both of its page origins. */
import { existsSync } from "node:fs";
import getPort from "get-port";
import { type Browser, chromium } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createApi, handle, policiesFor } from "../../../../examples/demo/api.ts";
import { openPage, REQUESTS } from "../../../../examples/demo/requests.ts";
import { type Listening, listen, toListener } from "../../../browser/test/engines/listen.ts";
import { toNginx } from "../../src/index.ts";
import { nginx, nginxConfiguration } from "../servers/programs.ts";
import { makeDirectory, partOf, type Running, run, versionOf } from "../servers/server-program.ts";

const CHROMIUM = "/usr/bin/chromium";

const missing = [
  ...(versionOf(nginx) ? [] : ["nginx (apt-get install nginx-light)"]),
  ...(existsSync(CHROMIUM) ? [] : ["Chromium (apt-get install chromium)"]),
];
const reason = `No page of a browser goes through nginx without ${missing.join(" and ")}`;

test("Chromium and nginx are installed", ({ skip }) => {
  if (missing.length > 0 && process.env["REQUIRE_PROGRAMS"]) throw new Error(reason);
  if (missing.length > 0) console.warn(reason);
  skip(missing.length > 0, reason);
});

/** The API behind nginx: two policies in one server, each in its own location. */
const configurationFor = (pageOrigin: string, port: number, upstream: number): string => {
  const { forOurPages, forEveryPage } = policiesFor(pageOrigin);
  const [ours, all] = [toNginx(forOurPages, { name: "ours" }), toNginx(forEveryPage, { name: "everybody" })];
  return nginxConfiguration(`
${partOf(ours, "http")}
${partOf(all, "http")}
server {
  listen 127.0.0.1:${port};
  location = /status {
    ${partOf(all, "server")}
    proxy_pass http://127.0.0.1:${upstream};
  }
  location / {
    ${partOf(ours, "server")}
    proxy_pass http://127.0.0.1:${upstream};
  }
}`);
};

describe.skipIf(missing.length > 0)("The table of the demo in Chromium", () => {
  const stops: (() => unknown)[] = [];
  let browser: Browser;
  let server: Running;
  let origins: { readonly page: string; readonly other: string; readonly direct: string; readonly proxied: string };

  beforeAll(async () => {
    const serve = async (fetch: (request: Request) => Response | Promise<Response>): Promise<Listening> => {
      const listening = await listen(toListener(fetch));
      stops.push(listening.stop);
      return listening;
    };
    const page = await serve(
      () => new Response("<!doctype html><title>page</title>", { headers: { "Content-Type": "text/html" } }),
    );
    const pageOrigin = `http://localhost:${page.port}`;
    const direct = await serve(createApi(pageOrigin, undefined));
    const bare = await serve((request) => handle(request).catch(() => new Response("broken", { status: 500 })));
    const port = await getPort();
    const directory = makeDirectory();
    server = await run(nginx, configurationFor(pageOrigin, port, bare.port), [port], directory);
    browser = await chromium.launch({ executablePath: CHROMIUM, args: ["--no-sandbox"] });
    origins = {
      page: pageOrigin,
      other: `http://127.0.0.1:${page.port}`,
      direct: `http://localhost:${direct.port}`,
      proxied: `http://localhost:${port}`,
    };
  }, 60_000);

  afterAll(async () => {
    await browser?.close();
    await server?.stop();
    for (const stop of stops) stop();
  });

  test.each(["page", "other"] as const)("is the same from the origin of the %s", async (which) => {
    const predict = openPage(origins[which], origins.direct);
    const page = await browser.newPage();
    await page.goto(origins[which]);
    for (const request of REQUESTS) {
      const seen = await page.evaluate(
        async ([origin, { path, reads, title: _, ...init }]) => {
          try {
            const response = await fetch(origin + path, init);
            const header = reads ? `, ${reads} ${response.headers.has(reads) ? "readable" : "hidden"}` : "";
            return `shared ${response.status}${header}`;
          } catch {
            return "blocked";
          }
        },
        [origins.proxied, request] as const,
      );
      expect([request.title, seen]).toEqual([request.title, (await predict(request)).outcome]);
    }
    await page.close();
  });
});
