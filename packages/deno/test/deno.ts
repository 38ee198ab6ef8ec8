// Deno for the tests, as it is installed from its npm package.
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const require = createRequire(import.meta.url);
const manifest = require.resolve("deno/package.json");
const platform = `${process.platform}-${process.arch}${process.platform === "linux" ? "-glibc" : ""}`;
const ofPlatform = createRequire(manifest).resolve(`@deno/${platform}/package.json`);

/** A file beside this one. */
export const path = (relative: string): string => fileURLToPath(new URL(relative, import.meta.url));

/** The real binary: the package's command only starts it, and ending that leaves Deno running. */
export const DENO: string = join(dirname(ofPlatform), process.platform === "win32" ? "deno.exe" : "deno");
export const VERSION: string = require(manifest).version;

/** Output that can be compared, and no look for a newer Deno. */
export const ENVIRONMENT: Readonly<Record<string, string>> = { NO_COLOR: "1", DENO_NO_UPDATE_CHECK: "1" };

/** What keeps Deno to the files here: no registry is asked, and nobody for a permission. */
export const OFFLINE: readonly string[] = [
  "--no-remote",
  "--no-npm",
  "--no-prompt",
  `--config=${path("on-deno/deno.jsonc")}`,
];

/** What Deno's server adds, and what it loses: it has a text of its own for each status. */
export const TRANSPORT = {
  transportHeaders: ["connection", "content-length", "date", "transfer-encoding"],
  losesStatusText: true,
} as const;
