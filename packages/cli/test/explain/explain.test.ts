import { readFileSync } from "node:fs";
import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, test } from "vitest";
import { explainText } from "../../src/explain/explain.ts";
import { runCli } from "../run-cli.ts";

const CHROMIUM =
  "Access to fetch at 'https://api.example.com/users' from origin 'https://app.example.com' has been blocked by CORS policy: Method PATCH is not allowed by Access-Control-Allow-Methods in preflight response.";
const FIREFOX =
  "Cross-Origin Request Blocked: The Same Origin Policy disallows reading the remote resource at https://api.example.com/. (Reason: CORS header ‘Access-Control-Allow-Origin’ missing). Status code: 502.";
const WEBKIT = [
  "Origin https://app.example.com is not allowed by Access-Control-Allow-Origin. Status code: 200",
  "Fetch API cannot load https://api.example.com/ due to access control checks.",
].join("\n");

const schema = JSON.parse(readFileSync(new URL("../../schema/explain.json", import.meta.url), "utf8"));
const isOutput = new Ajv2020({ allowUnionTypes: true }).compile(schema);

describe("A console message", () => {
  test.each([
    [CHROMIUM, "chromium", "method-not-allowed"],
    [FIREFOX, "firefox", "missing-allow-origin"],
    [WEBKIT, "webkit", "missing-allow-origin"],
    ["Reason: CORS header ‘Access-Control-Allow-Origin’ missing", "firefox", "missing-allow-origin"],
    ["CORS header 'Access-Control-Allow-Origin' missing", "firefox", "missing-allow-origin"],
    [
      "Mixed Content: The page at 'https://a.example/' was loaded over HTTPS, but requested an insecure resource 'http://b.example/'. This request has been blocked",
      "chromium",
      "mixed-content",
    ],
    ["Blocked loading mixed active content “http://b.example/”", "firefox", "mixed-content"],
    [
      "[blocked] The page at https://a.example/ requested insecure content from http://b.example/. This content was blocked and must be served over HTTPS.",
      "webkit",
      "mixed-content",
    ],
  ])("is explained: %s", (message, engine, code) => {
    expect(explainText(message)).toMatchObject([{ engine, code }]);
  });

  test("is found among others, and each is explained once", () => {
    const console = [
      "app.js:7 loaded",
      CHROMIUM,
      "Failed to load resource: net::ERR_FAILED",
      CHROMIUM,
      WEBKIT,
      "TypeError: Failed to fetch",
    ].join("\n");
    expect(explainText(console).map(({ code, engine }) => [code, engine])).toEqual([
      ["method-not-allowed", "chromium"],
      ["missing-allow-origin", "webkit"],
    ]);
  });
});

describe("The fix", () => {
  const fixOf = (message: string) => explainText(message)[0]?.fix;

  test("that allows an origin says that the origin must be trusted", () => {
    expect(fixOf(FIREFOX)).toMatch(/\. Allow the origin only if you trust it$/);
    expect(fixOf(WEBKIT)).toMatch(/\. Allow the origin only if you trust it$/);
    expect(fixOf('Credentials flag is true, but Access-Control-Allow-Credentials is not "true".')).toMatch(
      /\. Allow credentials only if you trust the origin$/,
    );
  });

  test("of a method says nothing about trust", () => {
    expect(fixOf(CHROMIUM)).not.toContain("trust");
  });
});

describe("The command", () => {
  test("prints the cause, the fix, and the command that checks the request", async () => {
    const { status, stdout } = await runCli(["explain", CHROMIUM]);
    expect(status).toBe(0);
    expect(stdout).toContain("method-not-allowed  a message from Chromium");
    expect(stdout).toContain(
      "Check  fetch-cors check https://api.example.com/users --origin https://app.example.com -X PATCH",
    );
  });

  test("reads standard input, and prints JSON as the schema says", async () => {
    const { status, stdout } = await runCli(["explain", "--json"], { stdin: `${FIREFOX}\n${WEBKIT}\n` });
    const output = JSON.parse(stdout);
    expect(status).toBe(0);
    expect(isOutput(output), JSON.stringify(isOutput.errors)).toBe(true);
    expect(output.explanations).toHaveLength(2);
  });

  test("says what to do if there is no such message, or none at all", async () => {
    expect(await runCli(["explain", "hello"])).toMatchObject({
      status: 1,
      stdout: "",
      stderr: expect.stringContaining("copy the red line that names the URL"),
    });
    expect(await runCli(["explain"])).toMatchObject({
      status: 2,
      stderr: expect.stringContaining("There is no message"),
    });
    expect(await runCli(["explain", "--unknown"])).toMatchObject({
      status: 2,
      stderr: expect.stringContaining("Unknown option '--unknown'"),
    });
  });
});
