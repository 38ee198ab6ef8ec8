import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build, type Options } from "tsup";

const core = fileURLToPath(new URL("../../core", import.meta.url));

/**
 * Bundles a test module and its imports into one script, for a runtime that cannot read files.
 *
 * @param entry - The file name of the module, in this folder.
 * @param builtCore - The file of core's `dist` to bundle.
 */
export async function bundle(
  entry: string,
  builtCore: string,
  options: Pick<Options, "format" | "globalName">,
): Promise<string> {
  const built = join(core, "dist", builtCore);
  // A run of all tests has already built core.
  if (!existsSync(built)) execFileSync("npx", ["tsup"], { cwd: core });
  const outDir = await mkdtemp(join(tmpdir(), "conformance-"));
  try {
    await build({
      ...options,
      config: false,
      silent: true,
      entry: { bundle: fileURLToPath(new URL(entry, import.meta.url)) },
      outDir,
      target: "es2022",
      platform: "neutral",
      noExternal: [/./],
      esbuildOptions: (esbuild) => {
        esbuild.alias = { "@fetch-cors/core": built };
      },
    });
    const [script = ""] = await readdir(outDir);
    return await readFile(join(outDir, script), "utf8");
  } finally {
    await rm(outDir, { recursive: true });
  }
}
