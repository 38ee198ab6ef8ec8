import { execFile } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { bundleComparison } from "./bundle.ts";
import { type Finding, mergeFindings } from "./findings.ts";
import { ENVIRONMENT, RUNTIMES, type Runtime } from "./runtimes.ts";

const RESULTS = fileURLToPath(new URL("../results/findings.json", import.meta.url));

/** The runtimes of the comparison. The version of Node makes no difference, so the current one runs. */
export const COMPARED: { readonly [name: string]: () => Pick<Runtime, "command" | "args"> } = {
  Node: () => ({ command: process.execPath, args: [] }),
  Bun: RUNTIMES.bun,
  Deno: RUNTIMES.deno,
};

/** The findings of all peers on one runtime. */
export async function findingsOn({ command, args }: Pick<Runtime, "command" | "args">): Promise<readonly Finding[]> {
  const { stdout } = await promisify(execFile)(command, [...args, await bundleComparison()], { env: ENVIRONMENT });
  return JSON.parse(stdout.slice(stdout.lastIndexOf("\n"))) as readonly Finding[];
}

/** Compares the answers of all peers on all runtimes, and writes the findings to the results. */
export async function compareAnswers(): Promise<void> {
  const byRuntime: Record<string, readonly Finding[]> = {};
  for (const [name, runtime] of Object.entries(COMPARED)) byRuntime[name] = await findingsOn(runtime());
  const lines = mergeFindings(byRuntime).map((finding) => `  ${JSON.stringify(finding)}`);
  writeFileSync(RESULTS, `[\n${lines.join(",\n")}\n]\n`);
}

/** The findings of the last comparison. */
export const readFindings = (): readonly Finding[] => JSON.parse(readFileSync(RESULTS, "utf8")) as readonly Finding[];
