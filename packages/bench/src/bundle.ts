import { fileURLToPath } from "node:url";
import { bundle as bundleFile, bundlePeers } from "@fetch-cors/peers/bundle";

const pathOf = (file: string): string => fileURLToPath(new URL(`../${file}`, import.meta.url));

/**
 * Bundles core in a file of its own.
 *
 * @param entry - The entry file. Defaults to the current sources.
 * @param name - The name of the bundle. Defaults to "core".
 */
export const bundleCore = (entry = pathOf("../core/src/index.ts"), name = "core"): Promise<string> =>
  bundleFile(entry, pathOf(`dist/${name}.mjs`));

/** Bundles a program, and beside it core and the hand-written servers, each in a file of its own. */
export async function bundleProgram(name: string): Promise<string> {
  await Promise.all([
    bundlePeers(),
    bundleCore(),
    bundleFile(pathOf("src/hand-written/server.ts"), pathOf("dist/hand-written.mjs")),
  ]);
  return bundleFile(pathOf(`src/${name}.ts`), pathOf(`dist/${name}.mjs`));
}
