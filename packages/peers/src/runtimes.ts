import { execFileSync } from "node:child_process";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

type NodeMajor = 20 | 22 | 24 | 26;

/** The command that starts a runtime. */
export interface Runtime {
  readonly id: `node-${NodeMajor}` | "bun" | "deno";
  readonly command: string;
  /** The arguments before the file. */
  readonly args: readonly string[];
}

const require = createRequire(import.meta.url);

/** The current Node if it has that version, or else the binary of the npm package `node`. */
function node(major: NodeMajor): Runtime {
  const isCurrent = process.versions.node.startsWith(`${major}.`);
  const find = ["--yes", "-p", `node@${major}`, "--", "node", "-p", "process.execPath"];
  const command = isCurrent ? process.execPath : execFileSync("npx", find, { encoding: "utf8" }).trim();
  return { id: `node-${major}`, command, args: [] };
}

function bun(): Runtime {
  return { id: "bun", command: join(dirname(require.resolve("bun/package.json")), "bin", "bun.exe"), args: [] };
}

/** The binary itself, because the command of the npm package starts it in a second process. */
function deno(): Runtime {
  const manifest = require.resolve("deno/package.json");
  const platform = `${process.platform}-${process.arch}${process.platform === "linux" ? "-glibc" : ""}`;
  const ofPlatform = createRequire(manifest).resolve(`@deno/${platform}/package.json`);
  const command = join(dirname(ofPlatform), process.platform === "win32" ? "deno.exe" : "deno");
  return { id: "deno", command, args: ["run", "--allow-all", "--no-prompt"] };
}

/** Functions, because a version of Node may have to be downloaded first. */
export const RUNTIMES: { readonly [Id in Runtime["id"]]: () => Runtime } = {
  "node-20": () => node(20),
  "node-22": () => node(22),
  "node-24": () => node(24),
  "node-26": () => node(26),
  bun,
  deno,
};

/** Turns off colours, and Deno's search for updates. */
export const ENVIRONMENT: NodeJS.ProcessEnv = { ...process.env, NO_COLOR: "1", DENO_NO_UPDATE_CHECK: "1" };
