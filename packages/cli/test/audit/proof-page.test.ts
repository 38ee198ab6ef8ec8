/** The pages of --poc, in a real Chromium. */
import { type Browser, chromium } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { FindingCode } from "../../src/audit/finding.ts";
import { proofPage, provable } from "../../src/audit/proof-page.ts";
import { CHROMIUM, isInstalled } from "../chromium/real-chromium.ts";
import { runAudit } from "./run-audit.ts";
import { APP, allowing, answering, type CorpusServer, me, onlyApp, type RunningServer } from "./servers/server.ts";

const reason = "No Chromium opens the pages of --poc: apt-get install chromium";

test("Chromium is installed", ({ skip }) => {
  if (!isInstalled() && process.env["REQUIRE_PROGRAMS"]) throw new Error(reason);
  if (!isInstalled()) console.warn(reason);
  skip(!isInstalled(), reason);
});

test("the text of a finding cannot end the script or become markup", async () => {
  const start = answering(allowing(() => true));
  const { findings } = await runAudit({ name: "echo", start, host: "127.0.0.1" });
  const finding = provable(findings);
  if (!finding) throw new Error("There is no finding");
  const page = proofPage({ ...finding, url: "http://127.0.0.1/</script><b>", message: "<img src=x>" });
  expect(page.match(/<\/script>/g)).toHaveLength(1);
  expect(page).not.toContain("<img");
});

describe.skipIf(!isInstalled())("the page for a finding", () => {
  let browser: Browser;

  beforeAll(async () => {
    // The pages are of public sites, and the servers are on this machine.
    const args = ["--no-sandbox", "--no-first-run", "--disable-features=LocalNetworkAccessChecks"];
    browser = await chromium.launch({ executablePath: CHROMIUM, args });
  });

  afterAll(() => browser?.close());

  /** The text of the page after a click, if it is served from the origin of the finding. */
  async function shown(server: CorpusServer, code: FindingCode): Promise<string> {
    let running: RunningServer | undefined;
    const start = async (): Promise<RunningServer> => {
      running = await server.start();
      return { port: running.port, close: async () => {} };
    };
    try {
      const { findings } = await runAudit({ ...server, start, host: "127.0.0.1" }, { trusted: [APP] });
      const finding = findings.find((one) => one.code === code);
      if (!finding) throw new Error(`There is no ${code}`);
      const origin = code === "null-origin" ? "https://any.example" : finding.origins[0];
      const page = await browser.newPage();
      await page.route(`${origin}/`, (route) => route.fulfill({ contentType: "text/html", body: proofPage(finding) }));
      await page.goto(`${origin}/`);
      const frame = code === "null-origin" ? page.frames()[1] : page.mainFrame();
      await frame?.click("button");
      await frame?.waitForFunction(() =>
        /^(?:Readable|Blocked)/.test(document.querySelector("pre")?.textContent ?? ""),
      );
      return (await frame?.textContent("pre")) ?? "";
    } finally {
      await running?.close();
    }
  }

  test.each([
    ["arbitrary-origin", () => true],
    ["null-origin", (origin: string) => origin === "null"],
    ["prefix-match", (origin: string) => origin.startsWith(APP)],
    ["suffix-match", (origin: string) => origin.endsWith("shop.example")],
    ["shared-host", (origin: string) => origin.endsWith(".vercel.app")],
  ] as const)("%s: reads the response", async (code, isAllowed) => {
    const start = answering(allowing(isAllowed));
    expect(await shown({ name: code, start }, code)).toMatch(/^Readable: status 200\n[\s\S]*"name":null/);
  });

  test("a preflight that is allowed: the request is sent, and its response stays hidden", async () => {
    let posts = 0;
    const start = answering((asked) => {
      if (asked.method === "POST") posts += 1;
      return asked.isPreflight ? allowing(() => true)(asked) : allowing(onlyApp, me)(asked);
    });
    expect(await shown({ name: "preflight", start }, "arbitrary-origin")).toMatch(/^Blocked/);
    expect(posts).toBe(1);
  });
});
