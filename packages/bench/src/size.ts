import { brotliCompressSync } from "node:zlib";
import type { Library } from "@fetch-cors/peers/libraries";
import { build } from "esbuild";
import { LIBRARIES } from "./libraries.ts";
import type { Size } from "./results.ts";

async function sizeOf({ exports, external = [], folder }: Library): Promise<Size> {
  const { outputFiles } = await build({
    stdin: { contents: exports, resolveDir: folder, loader: "js" },
    bundle: true,
    minify: true,
    write: false,
    format: "esm",
    platform: "node",
    target: "es2022",
    external: [...external],
  });
  const code = outputFiles[0]?.contents ?? new Uint8Array();
  return { minified: code.length, brotli: brotliCompressSync(code).length };
}

/** The size of each library's CORS, minified by esbuild and compressed with brotli. */
export async function sizes(): Promise<{ readonly [library: string]: Size }> {
  return Object.fromEntries(
    await Promise.all(LIBRARIES.map(async (library) => [library.name, await sizeOf(library)] as const)),
  );
}
