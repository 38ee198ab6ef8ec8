import { describe, expect, test } from "vitest";
import { runAudit } from "./run-audit.ts";
import { isInstalled } from "./servers/programs.ts";
import { APP, COOKIE, type CorpusServer } from "./servers/server.ts";
import { SOUND } from "./servers/sound.ts";
import { VULNERABLE } from "./servers/vulnerable.ts";

const SAFE_METHODS = new Set(["GET", "HEAD", "OPTIONS"]);

const told = (trusted: string = APP) => ({ trusted: [trusted], cookie: COOKIE, send: true });

/** Skips a server whose program is missing, and says so. */
function isMissing({ name, program }: CorpusServer): boolean {
  if (program === undefined || isInstalled(program)) return false;
  if (process.env["REQUIRE_PROGRAMS"]) throw new Error(`${program} is not installed, and REQUIRE_PROGRAMS is set`);
  console.log(`NOT RUN: ${name}, because ${program} is not installed`);
  return true;
}

const codesOf = (findings: readonly { readonly code: string }[]): string[] => findings.map(({ code }) => code);

describe("servers with a mistake", () => {
  test.each(VULNERABLE)("$name: found with a trusted origin, a cookie and POST", async (server) => {
    if (isMissing(server)) return;
    const { problems } = await runAudit(server, told(server.trusted));
    expect(codesOf(problems)).toContain(server.code);
  });

  test.each(VULNERABLE.filter(({ needs }) => needs === undefined))("$name: found by the URL alone", async (server) => {
    if (isMissing(server)) return;
    const { problems, methods } = await runAudit(server);
    expect(codesOf(problems)).toContain(server.code);
    expect([...methods].filter((method) => !SAFE_METHODS.has(method))).toEqual([]);
  });

  test.each(VULNERABLE.filter(({ needs }) => needs !== undefined))(
    "$name: not found without $needs",
    async (server) => {
      const { problems } = await runAudit(server);
      expect(codesOf(problems)).not.toContain(server.code);
    },
  );
});

describe("sound servers", () => {
  test.each(SOUND)("$name: no alarm with a trusted origin, a cookie and POST", async (server) => {
    if (isMissing(server)) return;
    expect((await runAudit(server, told(server.trusted))).problems).toEqual([]);
  });

  test.each(SOUND)("$name: no alarm by the URL alone", async (server) => {
    if (isMissing(server)) return;
    expect((await runAudit(server)).problems).toEqual([]);
  });
});
