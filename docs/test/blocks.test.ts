// Runs every code block of the documentation, and follows every link in it, so that it cannot drift from the code.
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import ts from "typescript";
import { describe, expect, test } from "vitest";
import { cutBlocks, jsDocOf, toModule } from "./code-blocks.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));
const blocksFolder = join(root, "docs/.blocks");
const read = (file: string): string => readFileSync(join(root, file), "utf8");

/** The files below a folder of the repository whose name ends so. */
const filesIn = (folder: string, ending: string): string[] =>
  readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(ending) && !/(?:^|\/)(?:node_modules|\.blocks)\//.test(file))
    .map((file) => join(folder, file))
    .sort();

const packageReadmes = readdirSync(join(root, "packages"))
  .map((name) => `packages/${name}/README.md`)
  .filter((file) => existsSync(join(root, file)));
const pages = ["README.md", "SECURITY.md", "CONTRIBUTING.md", ...packageReadmes, ...filesIn("docs", ".md")];
const published = ["browser", "bun", "core", "deno", "export", "fastify", "hono", "next", "node"];
const sources = published.flatMap((name) => filesIn(`packages/${name}/src`, ".ts"));

const allBlocks = [
  ...pages.flatMap((file) => cutBlocks(file, read(file))),
  ...sources.flatMap((file) => cutBlocks(file, jsDocOf(read(file)))),
];

const modules = allBlocks
  .filter(({ language }) => language === "ts")
  .map((block) => {
    const name = `${block.file}:${block.line}`;
    return { block, name, path: join(blocksFolder, `${name.replaceAll(/[/:]/g, "__")}.ts`), ...toModule(block) };
  });

rmSync(blocksFolder, { recursive: true, force: true });
mkdirSync(blocksFolder);
for (const { path, source } of modules) writeFileSync(path, source);

describe("Every code block", () => {
  test("is found, and in a language that is either run or never is", () => {
    expect(modules.filter(({ block }) => block.file.endsWith(".md"))).not.toEqual([]);
    expect(modules.filter(({ block }) => block.file.endsWith(".ts"))).not.toEqual([]);
    const languages = [
      "ts",
      "sh",
      "text",
      "http",
      "nginx",
      "apache",
      "caddy",
      "haproxy",
      "yaml",
      "python",
      "js",
      "mermaid",
    ];
    expect(allBlocks.filter(({ language }) => !languages.includes(language))).toEqual([]);
  });

  for (const { name, path, assertions } of modules) {
    test(name, async () => {
      expect.assertions(assertions);
      await import(/* @vite-ignore */ path);
    });
  }

  test("compiles with the options of the packages", () => {
    const base = ts.readConfigFile(join(root, "tsconfig.base.json"), ts.sys.readFile);
    const { options } = ts.parseJsonConfigFileContent(base.config, ts.sys, root);
    const program = ts.createProgram(
      modules.map(({ path }) => path),
      {
        ...options,
        lib: ["lib.es2022.d.ts", "lib.dom.d.ts", "lib.dom.iterable.d.ts"],
        types: ["node"],
        // A block need not declare the types of its exports, because it is not published.
        isolatedDeclarations: false,
        declaration: false,
        paths: Object.fromEntries([
          ...published.map((name) => [`@fetch-cors/${name}`, [join(root, `packages/${name}/src/index.ts`)]]),
          ...["matchers", "node"].map((entry) => [
            `@fetch-cors/browser/${entry}`,
            [join(root, `packages/browser/src/${entry}.ts`)],
          ]),
        ]),
      },
    );
    const complaints = ts.getPreEmitDiagnostics(program).map(({ file, start = 0, messageText }) => {
      const module = modules.find(({ path }) => path === file?.fileName);
      const where = module?.block.file ?? file?.fileName;
      const line = (file?.getLineAndCharacterOfPosition(start).line ?? 0) + 1;
      return `${where}:${line}: ${ts.flattenDiagnosticMessageText(messageText, "\n")}`;
    });
    expect(complaints).toEqual([]);
    // The types of all frameworks at once.
  }, 300_000);
});

/** A page's text without its code. */
const prose = (page: string): string => read(page).replace(/^\s*```[\s\S]*?^\s*```$/gm, "");

/** The anchors of a page's headings, as GitHub makes them. */
const anchorsOf = (page: string): string[] =>
  [...prose(page).matchAll(/^#{1,6} (.*)$/gm)].map(([, heading = ""]) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, "")
      .replaceAll(" ", "-"),
  );

test.each(pages)("Every link of %s leads somewhere", (page) => {
  const links = [
    ...prose(page)
      .replace(/`[^`\n]*`/g, "")
      .matchAll(/\]\(([^)\s]+)\)/g),
  ].map(([, link = ""]) =>
    // The registry shows a package's README without the repository around it.
    link.replace(
      /^https:\/\/github\.com\/fetch-cors\/fetch-cors\/(?:blob|tree)\/main\//,
      `${relative(dirname(page), "")}/`,
    ),
  );
  const dead = links.filter((link) => {
    if (/^(?:https?|mailto):/.test(link)) return false;
    const [path = "", anchor] = link.split("#");
    const target = path ? join(dirname(page), path) : page;
    return !existsSync(join(root, target)) || (anchor !== undefined && !anchorsOf(target).includes(anchor));
  });
  expect(dead).toEqual([]);
});

describe("docs/errors.md", () => {
  const codes = [...read("packages/core/src/policy/config-error.ts").matchAll(/^ {2}\| "([a-z-]+)";?$/gm)].map(
    ([, code = ""]) => code,
  );

  test("has a section for each code, in their order, and no other", () => {
    expect(codes).not.toEqual([]);
    expect([...prose("docs/errors.md").matchAll(/^## (.*)$/gm)].map(([, heading]) => heading)).toEqual(codes);
  });

  test.each(codes)("shows the message of %s", (code) => {
    const shown = modules.filter(({ block }) => block.file === "docs/errors.md" && block.section === code);
    expect(shown.map(({ block }) => block.code).join("\n")).toContain("// → throws");
  });
});

test("docs/invariants.md names every test of an invariant", () => {
  const tests = filesIn("packages/core/test/invariants", ".test.ts").map((file) => file.split("/").at(-1));
  expect([...read("docs/invariants.md").matchAll(/`(\d\d-[\w.-]+)`/g)].map(([, name]) => name)).toEqual(tests);
});
