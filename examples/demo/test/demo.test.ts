import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import type { Readable } from "node:stream";
import { fileURLToPath } from "node:url";
import { afterEach, describe, expect, it } from "vitest";

const COMMAND = ["--import", "tsx", "main.ts"];
const cwd = fileURLToPath(new URL("..", import.meta.url));

const running: ChildProcess[] = [];
afterEach(() => {
  for (const demo of running.splice(0)) demo.kill("SIGKILL");
});

const run = (...flags: string[]) => spawnSync(process.execPath, [...COMMAND, ...flags], { cwd, encoding: "utf8" });

/** Starts a demo that keeps serving, and waits until it listens. */
async function serve() {
  const demo = spawn(process.execPath, COMMAND, { cwd, stdio: ["ignore", "pipe", "inherit"] });
  running.push(demo);
  const stdout: Readable = demo.stdout.setEncoding("utf8");
  let printed = "";
  for await (const text of stdout.iterator({ destroyOnReturn: false })) {
    printed += text;
    if (printed.includes("Ctrl-C")) break;
  }
  return { demo, ...originsIn(printed) };
}

function originsIn(printed: string) {
  const [api, page] = printed.match(/http:\/\/localhost:\d+/g) ?? [];
  if (!api || !page) throw new Error(`no origins in the output:\n${printed}`);
  return { api, page };
}

/** The cells in the first line of each row. */
const rowsIn = (printed: string): string[][] =>
  printed
    .split("\n")
    .map((line) =>
      line
        .split("│")
        .slice(1, -1)
        .map((cell) => cell.trim()),
    )
    .filter(([, , preflight]) => preflight === "yes" || preflight === "no");

describe("the demo", () => {
  it("prints the result of each request in a browser, and exits", () => {
    const { status, stdout, stderr } = run("--once");
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    const here = new URL(originsIn(stdout).page).host;
    const elsewhere = here.replace("localhost", "127.0.0.1");
    expect(rowsIn(stdout)).toEqual([
      ["GET /status, for every page", here, "no", "shared 200"],
      ["GET /notes, reads X-Total-Count", here, "no", "shared 200, X-Total-Count readable"],
      ["PUT /notes/1 with JSON", here, "yes", "shared 200"],
      ["GET /notes, reads X-Served-By", here, "no", "shared 200, X-Served-By hidden"],
      ["GET /notes with X-Api-Version", here, "yes", "shared 200"],
      ["GET /notes with X-Debug", here, "yes", "blocked: header-not-allowed"],
      ["DELETE /notes/1", here, "yes", "blocked: method-not-allowed"],
      ["patch /notes/1, in lower case", here, "yes", "blocked: method-not-allowed"],
      ["OPTIONS /notes, for the handler", here, "yes", "shared 200"],
      ["POST /session, sets a cookie", here, "no", "shared 200"],
      ["GET /session with the cookie", here, "no", "shared 200"],
      ["GET /crash, the handler throws", here, "no", "shared 500"],
      ["GET /status, for every page", elsewhere, "no", "shared 200"],
      ["GET /notes, reads X-Total-Count", elsewhere, "no", "blocked: missing-allow-origin"],
      ["PUT /notes/1 with JSON", elsewhere, "yes", "blocked: missing-allow-origin"],
    ]);
    // The explanation of the server is below its row.
    expect(stdout).toContain('write "PATCH" in the page');
  });

  it("serves its page until it is interrupted, and several demos use different ports", async () => {
    const demos = [await serve(), await serve()];
    expect(new Set(demos.flatMap(({ api, page }) => [api, page])).size).toBe(4);
    for (const { demo, api, page } of demos) {
      const response = await fetch(page);
      expect(response.headers.get("Content-Type")).toMatch(/^text\/html/);
      expect(await response.text()).toContain(`"apiOrigin":"${api}"`);
      demo.kill("SIGINT");
      expect(await once(demo, "close")).toEqual([0, null]);
    }
  });

  it("exits with 1 and prints its usage for an unknown flag", () => {
    const { status, stderr } = run("--twice");
    expect(status).toBe(1);
    expect(stderr).toMatch(/^Unknown option '--twice'\n\nUsage: /);
  });
});
