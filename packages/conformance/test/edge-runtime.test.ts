// Runs all cases against the built core where only the web platform is: no `process`, `Buffer`, `require` or `eval`.
import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { EdgeVM } from "@edge-runtime/vm";
import { build } from "tsup";
import { beforeAll, describe, expect, test } from "vitest";
import { cases } from "../src/index.ts";
import { CONFORMANCE, OWN } from "../src/runtime.ts";

const core = fileURLToPath(new URL("../../core", import.meta.url));
const built = join(core, "dist/index.cjs");
const { version } = createRequire(import.meta.url)("@edge-runtime/vm/package.json");
const vm = new EdgeVM();

async function bundle(): Promise<string> {
  // A test of the whole repository has built it already.
  if (!existsSync(built)) execFileSync("npx", ["tsup"], { cwd: core });
  const outDir = await mkdtemp(join(tmpdir(), "conformance-"));
  try {
    await build({
      config: false,
      silent: true,
      entry: { bundle: fileURLToPath(new URL("./edge-runtime-entry.ts", import.meta.url)) },
      outDir,
      format: "iife",
      globalName: "conformance",
      target: "es2022",
      platform: "neutral",
      noExternal: [/./],
      esbuildOptions: (options) => {
        options.alias = { "@fetch-cors/core": built };
      },
    });
    return await readFile(join(outDir, "bundle.global.js"), "utf8");
  } finally {
    await rm(outDir, { recursive: true });
  }
}

// Not by `describeRuntime`: there is no socket here.
describe(`@fetch-cors/core on EdgeVM ${version}`, () => {
  beforeAll(async () => {
    vm.evaluate(await bundle());
    // The default answer to an error writes it there.
    vm.evaluate("console.error = () => {}");
  });

  describe(CONFORMANCE, () => {
    for (const { id, name } of cases) {
      test(`${id}: ${name}`, async () => expect(await vm.evaluate(`conformance.check("${id}")`)).toBe(""));
    }
  });

  describe(OWN, () => {
    test.for(["process", "Buffer", "require", "module", "global", "setImmediate"])("there is no %s", (name) => {
      expect(vm.evaluate(`typeof ${name}`)).toBe("undefined");
    });

    test.for(["eval('1')", "new Function('return 1')()"])("%s is refused", (code) => {
      expect(() => vm.evaluate(code)).toThrow("Code generation from strings disallowed");
    });

    test("a response of another realm gets its headers", async () => {
      vm.context["foreign"] = new Response("hello");
      expect(await vm.evaluate("conformance.passOn(foreign)")).toBe("* hello");
    });
  });
});
