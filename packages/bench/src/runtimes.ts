import { execFileSync } from "node:child_process";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

/** How to start a runtime. */
export interface Runtime {
  /** The name of its file of results. */
  readonly id: "node-20" | "node-24" | "bun" | "deno";
  readonly command: string;
  /** What comes before the file to run. */
  readonly args: readonly string[];
}

const require = createRequire(import.meta.url);

/** The running one where it is of that version; else the real binary that its npm package holds. */
function node(major: 20 | 24): Runtime {
  const isThis = process.versions.node.startsWith(`${major}.`);
  const find = ["--yes", "-p", `node@${major}`, "--", "node", "-p", "process.execPath"];
  const command = isThis ? process.execPath : execFileSync("npx", find, { encoding: "utf8" }).trim();
  return { id: `node-${major}`, command, args: [] };
}

function bun(): Runtime {
  return { id: "bun", command: join(dirname(require.resolve("bun/package.json")), "bin", "bun.exe"), args: [] };
}

/** The binary itself: the command of the package starts it in a process of its own. */
function deno(): Runtime {
  const manifest = require.resolve("deno/package.json");
  const platform = `${process.platform}-${process.arch}${process.platform === "linux" ? "-glibc" : ""}`;
  const ofPlatform = createRequire(manifest).resolve(`@deno/${platform}/package.json`);
  const command = join(dirname(ofPlatform), process.platform === "win32" ? "deno.exe" : "deno");
  return { id: "deno", command, args: ["run", "--allow-all", "--no-prompt"] };
}

/** All that are measured; found only when asked for, as one may have to be installed first. */
export const RUNTIMES: { readonly [Id in Runtime["id"]]: () => Runtime } = {
  "node-20": () => node(20),
  "node-24": () => node(24),
  bun,
  deno,
};

/** Output without colours, and no look for a newer Deno. */
export const ENVIRONMENT: NodeJS.ProcessEnv = { ...process.env, NO_COLOR: "1", DENO_NO_UPDATE_CHECK: "1" };
