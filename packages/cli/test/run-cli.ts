/** Runs the program in this process, and returns what it prints. */
import { Readable } from "node:stream";
import { run } from "../src/run.ts";

export interface CliResult {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

export async function runCli(
  args: readonly string[],
  { stdin = "", env = {} }: { readonly stdin?: string; readonly env?: Record<string, string> } = {},
): Promise<CliResult> {
  const output = { stdout: "", stderr: "" };
  const status = await run(args, {
    stdin: Readable.from([stdin]),
    stdout: { write: (text) => (output.stdout += text) },
    stderr: { write: (text) => (output.stderr += text) },
    colors: false,
    interactive: false,
    width: 100,
    signal: new AbortController().signal,
    env,
  });
  return { status, ...output };
}
