// A dry run of publishing to JSR, which publishes the sources and rejects types that it would have to infer.
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

  test("imports the dependencies of package.json, in a matching version", () => {
    const dependencies = Object.keys(manifest.dependencies ?? {});
    const expected = dependencies.map((name) => {
      const { version } = read(`${name.replace("@fetch-cors/", "")}/package.json`);
      return [name, `jsr:${name}@^${version}`];
    });
    expect(config.imports ?? {}).toEqual(Object.fromEntries(expected));
  });

  test("lists only existing files", () => {
    for (const part of config.publish.include) expect(existsSync(path(`../../${folder}/${part}`)), part).toBe(true);
  });
});

describe("deno publish", () => {
  // In a temporary workspace, where each package finds the other: this version of them is not on JSR yet.
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

  test("accepts both packages, and finds no slow types", async () => {
    const { stdout, stderr } = await run(".");
    const log = stdout + stderr;
    expect(log).toContain("Checking for slow types in the public API...");
    for (const folder of packages) expect(log).toContain(`Simulating publish of @fetch-cors/${folder}@`);
    expect(log).toContain("Success Dry run complete");
    expect(log).not.toMatch(/\/test\/|package\.json/);
    expect(log.replace(/^ +file:.*$/gm, "")).not.toMatch(/warning|problem/i);
  });

  test("rejects a slow type", async () => {
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
