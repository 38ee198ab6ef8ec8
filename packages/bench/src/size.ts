import { fileURLToPath } from "node:url";
import { brotliCompressSync } from "node:zlib";
import { build } from "esbuild";
import { LIBRARIES, type Library } from "./libraries.ts";

/** Of one library's CORS, in bytes. */
export interface Size {
  readonly name: string;
  readonly minified: number;
  readonly brotli: number;
}

const HERE = fileURLToPath(new URL(".", import.meta.url));

/** What a bundler makes of a library's CORS: minified, and compressed as a server would send it. */
async function sizeOf({ name, exports, external = [] }: Library): Promise<Size> {
  const { outputFiles } = await build({
    stdin: { contents: exports, resolveDir: HERE, loader: "js" },
    bundle: true,
    minify: true,
    write: false,
    format: "esm",
    platform: "node",
    target: "es2022",
    external: [...external],
  });
  const code = outputFiles[0]?.contents ?? new Uint8Array();
  return { name, minified: code.length, brotli: brotliCompressSync(code).length };
}

export const sizes = (): Promise<readonly Size[]> => Promise.all(LIBRARIES.map(sizeOf));
