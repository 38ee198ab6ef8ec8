/** A real Chromium with pages of the origins that the cases need. */
import { existsSync } from "node:fs";
import { type Browser, chromium, type Frame, type Page } from "playwright-core";
import type { PageCase, PagePlace } from "./generated-servers.ts";
import { startRawServer } from "./raw-server.ts";

export const CHROMIUM = "/usr/bin/chromium";

export const isInstalled = (): boolean => existsSync(CHROMIUM);

/** The result in the page, and the messages in the console about the URL. */
interface RealVerdict {
  readonly verdict: "shared" | "blocked";
  readonly status: number;
  readonly messages: readonly string[];
}

export interface RealChromium {
  readonly version: string;
  readonly originOf: (place: PagePlace) => string;
  /** Sends the request of a page. */
  readonly fetch: (url: string, request: PageCase) => Promise<RealVerdict>;
  readonly close: () => Promise<void>;
}

const HTML = `<!doctype html><title>page</title><iframe sandbox="allow-scripts" srcdoc="<!doctype html><title>frame</title>"></iframe>`;

export async function openChromium(): Promise<RealChromium> {
  const server = await startRawServer(
    () =>
      `HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: ${HTML.length}\r\nConnection: close\r\n\r\n${HTML}`,
  );
  const args = [
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
  ];
  const browser: Browser = await chromium.launch({ executablePath: CHROMIUM, args });
  const messages: string[] = [];
  const open = async (origin: string): Promise<Page> => {
    const page = await browser.newPage();
    page.on("console", (message) => messages.push(message.text()));
    await page.goto(`${origin}/`);
    return page;
  };
  const origins = { page: `http://localhost:${server.port}`, other: `http://127.0.0.1:${server.port}`, null: "null" };
  const [page, other] = await Promise.all([open(origins.page), open(origins.other)]);
  const places: Readonly<Record<PagePlace, Frame>> = {
    page: page.mainFrame(),
    other: other.mainFrame(),
    null: page.frames().find((frame) => frame !== page.mainFrame()) ?? page.mainFrame(),
  };
  return {
    version: browser.version(),
    originOf: (place) => origins[place],
    fetch: async (url, { place, method, headers, credentials, body }) => {
      const before = messages.length;
      const seen = await places[place].evaluate(
        async ([target, init]) => {
          try {
            const { status } = await fetch(target, { ...init, signal: AbortSignal.timeout(20_000) });
            return { verdict: "shared" as const, status };
          } catch {
            return { verdict: "blocked" as const, status: 0 };
          }
        },
        [url, { method, headers, credentials, ...(body !== undefined && { body }) }] as const,
      );
      return { ...seen, messages: messages.slice(before).filter((message) => message.includes(new URL(url).host)) };
    },
    close: async () => {
      await browser.close();
      server.stop();
    },
  };
}
