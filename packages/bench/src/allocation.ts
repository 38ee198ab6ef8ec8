import { execFileSync } from "node:child_process";
import { bundleProgram } from "./bundle.ts";
import type { Allocation } from "./results.ts";

export interface AllocationOptions {
  /** Parts of the names of workloads and contenders, separated by semicolons. Default to all. */
  readonly workload?: string;
  readonly contender?: string;
  /** Whether the engine optimizes code, as in a server. Without it every run gives the same count. Defaults to true. */
  readonly isOptimized?: boolean;
  /** The file of a bundled core. Defaults to the current sources. */
  readonly core?: string;
}

/** The size of the young generation, in MiB. It is large enough that no collection runs during a count. */
const YOUNG_GENERATION = 64;

/** Counts the bytes that a request allocates on the JavaScript heap of the current version of Node. */
export async function allocation(options: AllocationOptions = {}): Promise<Allocation> {
  const { workload = "", contender = "", isOptimized = true, core } = options;
  const sizes = ["min", "max"].map((bound) => `--${bound}-semi-space-size=${YOUNG_GENERATION}`);
  const interpreted = isOptimized ? [] : ["--no-opt", "--no-maglev", "--no-sparkplug"];
  const counts = isOptimized ? [] : ["--warm-up=1000", "--counts=3"];
  const program = [await bundleProgram("allocation-in-process"), `--workload=${workload}`, `--contender=${contender}`];
  const output = execFileSync(process.execPath, ["--expose-gc", ...sizes, ...interpreted, ...program, ...counts], {
    encoding: "utf8",
    env: core === undefined ? process.env : { ...process.env, CORE_FILE: core },
    timeout: 600_000,
  });
  return JSON.parse(output) as Allocation;
}
