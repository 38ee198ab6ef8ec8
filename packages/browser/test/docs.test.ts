// The documentation of engines and messages is made from the data of the package: UPDATE_DOCS=1 writes it.
import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { DEVIATIONS } from "../src/deviations.ts";
import { explainMessage } from "../src/index.ts";
import { CATALOGUES } from "../src/message-catalogue.ts";
import { deviationTable, messageSections, withGenerated } from "./docs/generate.ts";

const root = fileURLToPath(new URL("../../../", import.meta.url));

/** The page as the formatter of the repository writes it. */
const format = (path: string, page: string): string =>
  execFileSync("npx", ["biome", "format", `--stdin-file-path=${path}`], { input: page, encoding: "utf8", cwd: root });

const pathOf = (page: string): string => fileURLToPath(new URL(`../../../docs/${page}`, import.meta.url));

test.each([
  ["browsers.md", deviationTable],
  ["troubleshooting.md", messageSections],
])("docs/%s shows the data of the package", (page, generate) => {
  const path = pathOf(page);
  const generated = format(path, withGenerated(readFileSync(path, "utf8"), generate()));
  if (process.env["UPDATE_DOCS"]) writeFileSync(path, generated);
  expect(readFileSync(path, "utf8")).toBe(generated);
});

test("every deviation has engines, and an anchor of the standard", () => {
  for (const [name, { engines, behavior, standard, anchor, source }] of Object.entries(DEVIATIONS)) {
    expect(engines.length, name).toBeGreaterThan(0);
    for (const text of [behavior, standard, source]) expect(text, name).not.toBe("");
    expect(anchor, name).toMatch(/^[a-z0-9-]+$/);
  }
});

test("explainMessage knows every message of docs/troubleshooting.md, in every spelling, with prefix and URL", () => {
  const rows = [...readFileSync(pathOf("troubleshooting.md"), "utf8").matchAll(/^\| (\w+) +\| (`+) ?(.*?) ?\2 +\|$/gm)];
  expect(rows.length).toBeGreaterThan(Object.keys(CATALOGUES.webkit).length + Object.keys(CATALOGUES.firefox).length);
  const url = "https://api.example.com/users";
  const origin = "https://app.example.com";
  const prefixes: Readonly<Record<string, string>> = {
    Chromium: `Access to fetch at '${url}' from origin '${origin}' has been blocked by CORS policy: `,
    Firefox: `Cross-Origin Request Blocked: The Same Origin Policy disallows reading the remote resource at ${url}. `,
    WebKit: "[Error] ",
  };
  for (const [, browser = "", , message = ""] of rows) {
    for (const spelling of [
      message,
      message.replace(/[‘’“”`]/g, "'"),
      message.replace(/\.$/, ""),
      message.toLowerCase(),
    ]) {
      for (const prefix of ["", prefixes[browser] ?? ""]) {
        const explained = explainMessage(prefix + spelling);
        expect(explained?.engine, prefix + spelling).toBe(browser.toLowerCase());
      }
    }
  }
});
