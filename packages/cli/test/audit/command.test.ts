import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { RULES } from "../../src/audit/rules.ts";
import { runCli } from "../run-cli.ts";
import { APP, allowing, answering, having, me, type RunningServer } from "./servers/server.ts";

let careless: RunningServer;
let sound: RunningServer;
let directory: string;

beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), "fetch-cors-audit-"));
  careless = await answering((asked) =>
    having(allowing((origin) => origin === "null" || origin.startsWith(APP))(asked), {
      "Set-Cookie": "id=secret-of-server",
    }),
  )();
  sound = await answering(me)();
});

afterAll(async () => {
  await careless.close();
  await sound.close();
  rmSync(directory, { recursive: true, force: true });
});

const urlOf = ({ port }: RunningServer): string => `http://127.0.0.1:${port}/me`;
const file = (name: string): string => join(directory, name);
const auditCareless = (...args: readonly string[]) =>
  runCli(["audit", urlOf(careless), "--trusted", APP, "--cookie", "session=alice", ...args]);

describe("fetch-cors audit", () => {
  test("exits with 1 for findings, and prints each with its proof and fix", async () => {
    const { status, stdout, stderr } = await auditCareless();
    expect(status).toBe(1);
    expect(stderr).toBe("");
    expect(stdout).toContain("HIGH  The origin null is allowed  (null-origin)");
    expect(stdout).toContain("> origin: https://app.shop.example.othersite.com");
    expect(stdout).toContain('Fix: Never allow "null"');
    expect(stdout).toMatch(/\n2 high, 0 medium, 1 low, 0 informative\n$/);
  });

  test("exits with 0 if nothing is found", async () => {
    const { status, stdout } = await runCli(["audit", urlOf(sound)]);
    expect(status).toBe(0);
    expect(stdout).toContain("Nothing found");
  });

  test("--fail-on sets the severity that counts", async () => {
    const { stdout, status } = await runCli(["audit", urlOf(sound), "--trusted", APP, "--fail-on", "info"]);
    expect(stdout).toContain("INFO  A trusted origin is blocked");
    expect(status).toBe(1);
    expect((await runCli(["audit", urlOf(sound), "--trusted", APP])).status).toBe(0);
  });

  test("shows no value of a cookie", async () => {
    for (const format of ["text", "json", "sarif", "junit", "github", "markdown"]) {
      const { stdout } = await auditCareless("--format", format, "--sarif-location", "server.ts");
      expect(stdout).not.toMatch(/alice|secret-of-server/);
    }
  });

  test("exits with 2 and one line for a server that is down, and audits the others", async () => {
    const { status, stdout, stderr } = await runCli(["audit", "http://127.0.0.1:1/", urlOf(careless)]);
    expect(status).toBe(2);
    expect(stderr).toMatch(/^fetch-cors: http:\/\/127\.0\.0\.1:1 cannot be reached: the connection is refused; .*\n$/);
    expect(stdout).toContain("null-origin");
  });

  test("asks before it contacts a host beyond this machine", async () => {
    const { status, stderr } = await runCli(["audit", "https://api.shop.example/me"]);
    expect(status).toBe(2);
    expect(stderr).toContain(
      "api.shop.example: pass --yes to send about 70 requests (GET, HEAD and OPTIONS) for each URL",
    );
  });

  test.each([
    [[], "There is no URL"],
    [["ftp://x.example/"], "ftp://x.example/ is not an http or https URL"],
    [["localhost:1", "--trusted", "https://app.shop.example/"], "is not an origin; write https://app.shop.example"],
    [
      ["localhost:1", "--trusted", "https://*.shop.example"],
      "is not an origin; write one like https://app.example.com",
    ],
    [["localhost:1", "--rate", "0"], '--rate: "0" is not a number above 0'],
    [["localhost:1", "--fail-on", "critical"], "write high, medium, low, info"],
    [["localhost:1", "--format", "xml"], "write text, json, sarif, junit, github, markdown"],
    [["localhost:1", "--baseline", "/nowhere/baseline.json"], "does not exist; pass --update-baseline to write it"],
    [["localhost:1", "--update-baseline"], "--update-baseline needs --baseline FILE"],
  ])("%j is wrong usage", async (args, message) => {
    const { status, stdout, stderr } = await runCli(["audit", ...args]);
    expect(status).toBe(2);
    expect(stdout).toBe("");
    expect(stderr).toContain(message);
    expect(stderr).toContain("See fetch-cors audit --help");
  });

  test("a baseline accepts what was found before, at another port too", async () => {
    const baseline = file("baseline.json");
    expect((await auditCareless("--baseline", baseline, "--update-baseline")).status).toBe(0);
    const written = readFileSync(baseline, "utf8");
    expect(JSON.parse(written).findings).toHaveLength(3);
    const again = await auditCareless("--baseline", baseline);
    expect(again.status).toBe(0);
    expect(again.stdout).toContain("The baseline accepts 3 findings");
    // A new finding is reported.
    const one = JSON.parse(written);
    one.findings.pop();
    const { writeFileSync } = await import("node:fs");
    writeFileSync(baseline, JSON.stringify(one));
    expect((await auditCareless("--baseline", baseline)).status).toBe(1);
  });

  test("--output writes the report, and nothing is printed", async () => {
    const { stdout } = await auditCareless("--json", "--output", file("report.json"));
    expect(stdout).toBe("");
    expect(JSON.parse(readFileSync(file("report.json"), "utf8"))).toMatchObject({
      version: 1,
      failOn: "low",
      summary: { high: 2, medium: 0, low: 1 },
      urls: [{ url: urlOf(careless), findings: [{ severity: "high" }, { severity: "high" }, { code: "other-port" }] }],
    });
  });

  test("--json prints what the schema describes", async () => {
    const schema = JSON.parse(readFileSync(new URL("../../schema/audit.json", import.meta.url), "utf8"));
    const validate = new Ajv2020({ strict: true }).compile(schema);
    const reports = await Promise.all([
      auditCareless("--json"),
      runCli(["audit", urlOf(sound), "http://127.0.0.1:1/", "--json", "--trusted", APP]),
    ]);
    for (const { stdout } of reports) {
      validate(JSON.parse(stdout));
      expect(validate.errors ?? []).toEqual([]);
    }
    expect(schema.$defs.finding.properties.code.enum.sort()).toEqual(Object.keys(RULES).sort());
  });

  test("--poc writes a page for the worst finding, or none", async () => {
    await auditCareless("--poc", file("proof.html"));
    expect(readFileSync(file("proof.html"), "utf8")).toContain('<iframe sandbox="allow-scripts"');
    const { stderr } = await runCli(["audit", urlOf(sound), "--poc", file("none.html")]);
    expect(stderr).toContain("no page can demonstrate any of the findings");
    expect(existsSync(file("none.html"))).toBe(false);
  });
});
