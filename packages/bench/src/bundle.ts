import { mkdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

/** Beside the sources, so that what is not bundled is found. */
const DIST = fileURLToPath(new URL("../dist/", import.meta.url));

/** Makes one file of a source file and all that it imports, so that nothing has to be built before. */
async function bundleAlone(source: string, name: string): Promise<string> {
  const outfile = `${DIST}${name}.mjs`;
  const entry = fileURLToPath(new URL(source, import.meta.url));
  await build({ entryPoints: [entry], outfile, bundle: true, format: "esm", target: "es2022" });
  return outfile;
}

export const buildCore = (): Promise<string> => bundleAlone("../../core/src/index.ts", "core");

/**
 * Makes one file that every runtime can run, from our sources alone: packages stay packages. Core and the
 * hand-written servers stand beside it.
 *
 * @param entry - A source file, without its ending.
 * @returns Its path.
 */
export async function bundle(entry: string): Promise<string> {
  mkdirSync(DIST, { recursive: true });
  await Promise.all([buildCore(), bundleAlone("./contenders/hand-written/server.ts", "hand-written")]);
  const outfile = `${DIST}${entry}.mjs`;
  await build({
    entryPoints: [fileURLToPath(new URL(`./${entry}.ts`, import.meta.url))],
    outfile,
    bundle: true,
    format: "esm",
    platform: "node",
    target: "es2022",
    packages: "external",
  });
  return outfile;
}
