// The matchers in the test frameworks other than vitest, with the built package.
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";

const path = (relative: string): string => fileURLToPath(new URL(relative, import.meta.url));
const BUN = path("../node_modules/bun/bin/bun.exe");
const JEST = path("../node_modules/jest/bin/jest.js");

/** The fixtures run without a transform and a cache, so that a run writes no file. */
const jestConfig = JSON.stringify({
  rootDir: path("frameworks"),
  testMatch: ["**/matchers.test.*"],
  moduleFileExtensions: ["js", "mjs", "cjs"],
  transform: {},
  cache: false,
});

const onJest = (fixture: string): string[] => [
  process.execPath,
  "--experimental-vm-modules",
  JEST,
  `--config=${jestConfig}`,
  "--runTestsByPath",
  path(`frameworks/${fixture}`),
];

interface Run {
  readonly status: number | null;
  readonly output: string;
}

function run([command = "", ...args]: readonly string[]): Run {
  // Only this, because both change what they print for colours and on CI.
  const env = { PATH: process.env["PATH"], NODE_ENV: "test" as const, NO_COLOR: "1" };
  const { status, stdout, stderr } = spawnSync(command, args, { cwd: path(".."), env, encoding: "utf8" });
  return { status, output: stdout + stderr };
}

const FAILURE = `expected PUT https://api.example.com/users to be shared with the page

Exchanges:
  OPTIONS https://api.example.com/users  (credentials: same-origin)
    > access-control-request-method: PUT
    > origin: https://app.example.com
    < 200
    < access-control-allow-methods: GET, POST
    < access-control-allow-origin: *
    = blocked

Message: Access to fetch at 'https://api.example.com/users' from origin 'https://app.example.com' has been blocked by CORS policy: Method PUT is not allowed by Access-Control-Allow-Methods in preflight response.

Code: method-not-allowed

Fix: Add "PUT" to Access-Control-Allow-Methods in the response to OPTIONS https://api.example.com/users
`;

/** jest indents a failure. */
const unindented = (text: string): string => text.replace(/^ {4}/gm, "");

describe.each<[name: string, command: string[], passed: RegExp, failed: RegExp, read: (text: string) => string]>([
  ["jest, as an ES module", onJest("matchers.test.mjs"), /✓ (.*) \(/g, /✕ (.*) \(/g, unindented],
  ["jest, as CommonJS", onJest("matchers.test.cjs"), /✓ (.*) \(/g, /✕ (.*) \(/g, unindented],
  ["bun test", [BUN, "test", "./test/frameworks/matchers.test.mjs"], /\(pass\) (.*) \[/g, /\(fail\) (.*) \[/g, String],
])("%s", (_name, command, passed, failed, read) => {
  test("passes, fails and explains as in vitest", () => {
    const { status, output } = run(command);
    const names = (pattern: RegExp) => [...output.matchAll(pattern)].map(([, name]) => name);
    expect(names(passed), output).toEqual(["the matchers pass", "a block is an error of the platform"]);
    expect(names(failed), output).toEqual(["a matcher fails", "a negated matcher fails"]);
    expect(read(output)).toContain(FAILURE.trimEnd());
    expect(read(output)).toContain("expected GET https://api.example.com/users not to be shared with the page");
    expect(status).toBe(1);
  });
});
