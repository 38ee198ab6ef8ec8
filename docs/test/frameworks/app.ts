// Builds and starts an app on a real framework. Its policy is the recipe in docs/runtimes.md.
import { spawn } from "node:child_process";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { type StartedProcess, startProcess } from "@fetch-cors/conformance/runtime";
import getPort from "get-port";
import { cutBlocks } from "../code-blocks.ts";

const docs = fileURLToPath(new URL("../../", import.meta.url));
/** The file of an installed package. */
const installed = (path: string): string => join(docs, "node_modules", path);
const page = readFileSync(join(docs, "runtimes.md"), "utf8");

/** A framework with an app that uses its recipe. */
export interface App {
  /** The heading of its recipe in docs/runtimes.md. */
  readonly section: string;
  /** Where the app has the first code block of the recipe. */
  readonly recipe: string;
  /** Its other files. */
  readonly files: Readonly<Record<string, string>>;
  /** The arguments that build it, the first one a file of an installed package. Defaults to no build. */
  readonly build?: readonly [bin: string, ...args: string[]];
  /** The command that starts it. */
  readonly start: readonly [command: string, ...args: string[]];
}

/** A Node that is new enough for every framework: this one, or one from npm. */
export const NODE: readonly string[] =
  Number(process.versions.node.split(".")[0]) >= 22
    ? [process.execPath]
    : ["npx", "--yes", "-p", "node@24", "--", "node"];
export const BUN: string = installed("bun/bin/bun.exe");

/** A body of two chunks, which arrive one after the other. */
export const STREAM = `new ReadableStream({
  async start(controller) {
    for (const chunk of ["a", "b"]) {
      controller.enqueue(new TextEncoder().encode(chunk));
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    controller.close();
  },
})`;

/** Builds and starts it. */
export async function startApp({ section, recipe, files, build, start }: App): Promise<StartedProcess> {
  const cwd = join(docs, ".frameworks", section.toLowerCase().replaceAll(" ", "-"));
  rmSync(cwd, { recursive: true, force: true });
  const block = cutBlocks("docs/runtimes.md", page).find(
    (block) => block.section === section && block.language === "ts",
  );
  if (!block) throw new Error(`docs/runtimes.md has no recipe for ${section}`);
  for (const [name, text] of Object.entries({
    "package.json": '{ "type": "module" }',
    ...files,
    [recipe]: block.code,
  })) {
    mkdirSync(dirname(join(cwd, name)), { recursive: true });
    writeFileSync(join(cwd, name), text);
  }
  const PORT = String(await getPort());
  const NODE_ENV = "production" as const;
  const env = { PORT, HOST: "127.0.0.1", NODE_ENV, ASTRO_TELEMETRY_DISABLED: "1", NO_COLOR: "1" };
  if (build) {
    const [bin, ...args] = build;
    const [command = "", ...node] = NODE;
    const child = spawn(command, [...node, installed(bin), ...args], { cwd, env: { ...process.env, ...env } });
    let output = "";
    for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk) => (output += chunk));
    const code = await new Promise((resolve) => child.once("close", resolve));
    if (code !== 0) throw new Error(`${section} cannot be built:\n${output}`);
  }
  const [command, ...args] = start;
  return startProcess(command, args, { cwd, env });
}
