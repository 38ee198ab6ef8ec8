import { fileURLToPath } from "node:url";
import { build, type Plugin } from "esbuild";

const pathOf = (file: string): string => fileURLToPath(new URL(`../${file}`, import.meta.url));
const PEERS = pathOf("dist/index.mjs");

/** Loads this package from its own bundle, which is beside the packages that it imports. */
const peersApart: Plugin = {
  name: "peers",
  setup({ onResolve }) {
    onResolve({ filter: /^@fetch-cors\/peers$/ }, () => ({ path: PEERS, external: true }));
  },
};

/**
 * Bundles a TypeScript file with the files that it imports, so that every runtime can run it. Imported packages stay
 * imports.
 */
export async function bundle(entry: string, outfile: string): Promise<string> {
  await build({
    entryPoints: [entry],
    outfile,
    bundle: true,
    format: "esm",
    platform: "node",
    target: "es2022",
    packages: "external",
    plugins: [peersApart],
  });
  return outfile;
}

/** Bundles this package for programs that import `@fetch-cors/peers`. */
export const bundlePeers = (): Promise<string> => bundle(pathOf("src/index.ts"), PEERS);

/** Bundles the comparison of answers. */
export const bundleComparison = (): Promise<string> =>
  bundle(pathOf("src/compare-answers-in-process.ts"), pathOf("dist/compare-answers.mjs"));
