// What JSR would get: it publishes the sources, and refuses types that it cannot read off them.
import { execFile } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { DENO, ENVIRONMENT, path } from "./deno.ts";

const packages = ["core", "deno"];
const read = (file: string) => JSON.parse(readFileSync(path(`../../${file}`), "utf8"));

describe.each(packages)("packages/%s/jsr.json", (folder) => {
  const config = read(`${folder}/jsr.json`);
  const manifest = read(`${folder}/package.json`);

  test("has the name, version and license of package.json; write its version with `pnpm run version`", () => {
    const { name, version, license } = manifest;
    expect(config).toMatchObject({ name, version, license });
  });

  test("has the exports of package.json, from its sources", () => {
    const exported = Object.entries<{ import?: { default: string } }>(manifest.exports)
      .filter(([name]) => name !== "./package.json")
      .map(([name, target]) => [name, target.import?.default.replace("./dist/", "./src/").replace(/\.js$/, ".ts")]);
    expect(typeof config.exports === "string" ? { ".": config.exports } : config.exports).toEqual(
      Object.fromEntries(exported),
    );
  });

  test("imports what package.json depends on, in a version that fits", () => {
    const dependencies = Object.keys(manifest.dependencies ?? {});
    const wanted = dependencies.map((name) => {
      const { version } = read(`${name.replace("@fetch-cors/", "")}/package.json`);
      return [name, `jsr:${name}@^${version}`];
    });
    expect(config.imports ?? {}).toEqual(Object.fromEntries(wanted));
  });

  test("publishes nothing but what is there", () => {
    for (const part of config.publish.include) expect(existsSync(path(`../../${folder}/${part}`)), part).toBe(true);
  });
});

describe("deno publish", () => {
  // In a workspace of their own, where one finds the other: JSR has neither of them in this version yet.
  const workspace = mkdtempSync(join(tmpdir(), "fetch-cors-jsr-"));
  const run = (folder: string) =>
    promisify(execFile)(DENO, ["publish", "--dry-run", "--allow-dirty", "--no-npm"], {
      cwd: join(workspace, folder),
      env: { ...process.env, ...ENVIRONMENT },
      timeout: 60_000,
    });
  beforeAll(() => {
    for (const folder of packages) {
      mkdirSync(join(workspace, folder));
      for (const part of ["jsr.json", "src", "README.md", "LICENSE"]) {
        cpSync(path(`../../${folder}/${part}`), join(workspace, folder, part), { recursive: true });
      }
    }
    writeFileSync(join(workspace, "deno.json"), JSON.stringify({ workspace: packages.map((folder) => `./${folder}`) }));
  });
  afterAll(() => rmSync(workspace, { recursive: true }));

  test("would take both packages, and finds no slow types", async () => {
    const { stdout, stderr } = await run(".");
    const said = stdout + stderr;
    expect(said).toContain("Checking for slow types in the public API...");
    for (const folder of packages) expect(said).toContain(`Simulating publish of @fetch-cors/${folder}@`);
    expect(said).toContain("Success Dry run complete");
    expect(said).not.toMatch(/\/test\/|package\.json/);
    expect(said.replace(/^ +file:.*$/gm, "")).not.toMatch(/warning|problem/i);
  });

  test("would not take a slow type", async () => {
    const file = join(workspace, "deno/src/index.ts");
    const source = readFileSync(file, "utf8");
    writeFileSync(file, `${source}export const slow = Object.keys({});\n`);
    try {
      await expect(run(".")).rejects.toThrow("missing-explicit-type");
    } finally {
      writeFileSync(file, source);
    }
  });
});
