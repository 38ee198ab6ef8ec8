import { execFileSync } from "node:child_process";
import { describe, expect, test } from "vitest";
import type { Finding } from "../../src/audit/finding.ts";
import { toAuditReport } from "../../src/report/audit-report.ts";
import { type FORMATS, formatReport } from "../../src/report/format-report.ts";

const finding: Finding = {
  code: "special-character",
  severity: "medium",
  url: "https://api.example.com/me?a=1&b=<2>",
  method: "GET",
  message: 'A site, https://app.example.com`.othersite.com, can read "it"',
  fix: "Compare, or end the pattern with $",
  origins: ["https://app.example.com`.othersite.com"],
  credentials: true,
  engines: ["webkit"],
  evidence: [
    "GET https://api.example.com/me?a=1&b=<2>",
    "> origin: https://app.example.com`.othersite.com",
    "< 200 OK",
  ],
  fingerprint: "0123456789abcdef",
};

const report = toAuditReport(
  [
    {
      url: "https://api.example.com/me",
      target: "https://api.example.com/me",
      requests: 70,
      findings: [finding],
      accepted: 1,
    },
    { url: "https://other.example/", target: "https://other.example/", requests: 70, findings: [], accepted: 0 },
    {
      url: "https://down.example/",
      target: "https://down.example/",
      requests: 1,
      findings: [],
      accepted: 0,
      error: "down: 100%",
    },
  ],
  "low",
);

const options = { colors: false, width: 80, location: "src/server, old.ts", version: "1.2.3" };
const print = (format: (typeof FORMATS)[number]): string => formatReport(report, format, options);

describe("formats of the report", () => {
  test("text: no line of prose is longer than the terminal is wide", () => {
    const text = print("text");
    const prose = text.split("\n").filter((line) => line.startsWith("  ") && !line.startsWith("    "));
    expect(prose.every((line) => line.length <= 80)).toBe(true);
    expect(text).toContain("Engines: WebKit");
    expect(text).toContain("The baseline accepts 1 finding\n");
    expect(text).not.toContain("\u001b");
  });

  test("json: the report as it is", () => {
    expect(JSON.parse(print("json"))).toEqual(report);
  });

  test("sarif: each result has a rule, a level, a place in a file and a fingerprint", () => {
    const { version, runs } = JSON.parse(print("sarif"));
    expect(version).toBe("2.1.0");
    expect(runs[0].tool.driver).toMatchObject({ name: "fetch-cors", version: "1.2.3" });
    expect(runs[0].tool.driver.rules).toMatchObject([
      { id: "special-character", properties: { "security-severity": "5.5" } },
    ]);
    expect(runs[0].results).toMatchObject([
      {
        ruleId: "special-character",
        level: "warning",
        locations: [
          { physicalLocation: { artifactLocation: { uri: "src/server, old.ts" }, region: { startLine: 1 } } },
        ],
        partialFingerprints: { "fetchCors/v1": "0123456789abcdef" },
      },
    ]);
  });

  test("junit: a suite for each URL, which an XML parser reads", () => {
    const script = `import sys, json, xml.dom.minidom as m
d = m.parseString(sys.stdin.buffer.read())
print(json.dumps([[s.getAttribute("name"), s.getAttribute("tests"), s.getAttribute("failures"), s.getAttribute("errors")] for s in d.getElementsByTagName("testsuite")]))`;
    const parsed = JSON.parse(execFileSync("python3", ["-c", script], { input: print("junit"), encoding: "utf8" }));
    expect(parsed).toEqual([
      ["https://api.example.com/me", "1", "1", "0"],
      ["https://other.example/", "1", "0", "0"],
      ["https://down.example/", "1", "0", "1"],
    ]);
  });

  test("junit: what --fail-on leaves out is no failure", () => {
    const lenient = toAuditReport(report.urls, "high");
    expect(formatReport(lenient, "junit", options)).not.toContain("<failure");
  });

  test("github: one line for each annotation, with escaped properties", () => {
    const lines = print("github").trimEnd().split("\n");
    expect(lines).toHaveLength(2);
    expect(lines[0]).toMatch(
      /^::error file=src\/server%2C old\.ts,line=1,title=CORS%3A The pattern stops [^:]*::https:/,
    );
    expect(lines[0]).toContain("%0AFix: ");
    expect(lines[1]).toContain("::down: 100%25");
  });

  test("markdown: no text of a server becomes markup", () => {
    const text = print("markdown");
    expect(text).toContain("https://app.example.com\\`.othersite.com");
    expect(text).toContain("| 0 | 1 | 0 | 0 |");
    expect(text).toContain("down: 100%.");
  });
});
