import { mkdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

/** Beside the sources, so that what is not bundled is found. */
const DIST = fileURLToPath(new URL("../dist/", import.meta.url));

/** Core as it is in its sources, so that nothing has to be built before. */
export async function buildCore(): Promise<string> {
  const outfile = `${DIST}core.mjs`;
  const entry = fileURLToPath(new URL("../../core/src/index.ts", import.meta.url));
  await build({ entryPoints: [entry], outfile, bundle: true, format: "esm", target: "es2022" });
  return outfile;
}

/**
 * Makes one file that every runtime can run, from our sources alone: packages stay packages. Core stands beside it.
 *
 * @param entry - A source file, without its ending.
 * @returns Its path.
 */
export async function bundle(entry: string): Promise<string> {
  mkdirSync(DIST, { recursive: true });
  await buildCore();
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
