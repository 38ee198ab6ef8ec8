// Deno as it is installed from its npm package.
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const require = createRequire(import.meta.url);
const manifest = require.resolve("deno/package.json");
const platform = `${process.platform}-${process.arch}${process.platform === "linux" ? "-glibc" : ""}`;
const ofPlatform = createRequire(manifest).resolve(`@deno/${platform}/package.json`);

/** The path of a file in this folder. */
export const path = (relative: string): string => fileURLToPath(new URL(relative, import.meta.url));

/** The real binary: the command of the package only starts it, and killing the command leaves Deno running. */
export const DENO: string = join(dirname(ofPlatform), process.platform === "win32" ? "deno.exe" : "deno");
export const VERSION: string = require(manifest).version;

/** Makes the output comparable, and disables the update check. */
export const ENVIRONMENT: Readonly<Record<string, string>> = { NO_COLOR: "1", DENO_NO_UPDATE_CHECK: "1" };

/** Keeps Deno offline: it uses no registry, and prompts for no permission. */
export const OFFLINE: readonly string[] = [
  "--no-remote",
  "--no-npm",
  "--no-prompt",
  `--config=${path("on-deno/deno.jsonc")}`,
];

/** The headers that the server of Deno adds. It has its own text for each status. */
export const TRANSPORT = {
  transportHeaders: ["connection", "content-length", "date", "transfer-encoding"],
  losesStatusText: true,
} as const;
