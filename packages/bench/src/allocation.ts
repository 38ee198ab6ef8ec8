import { execFileSync } from "node:child_process";
import { bundle } from "./bundle.ts";

/** Bytes per request, of each workload and contender. */
export interface Allocation {
  readonly [workload: string]: { readonly [contender: string]: number };
}

export interface AllocationOptions {
  /** Parts of the names of workloads and of contenders, separated by commas. Default to all. */
  readonly workload?: string;
  readonly contender?: string;
  /** Whether code is optimised, as it is in a server. Without it the count is the same at every run. Defaults to true. */
  readonly isOptimised?: boolean;
  /** A built core to count instead of the installed one. */
  readonly core?: string;
}

/** So large a young generation, in MiB, that it is never collected while bytes are counted. */
const YOUNG = 64;

/** Counts what a request allocates on the JavaScript heap of the running version of Node. */
export async function allocation(options: AllocationOptions = {}): Promise<Allocation> {
  const { workload = "", contender = "", isOptimised = true, core } = options;
  const flags = ["--expose-gc", `--min-semi-space-size=${YOUNG}`, `--max-semi-space-size=${YOUNG}`];
  if (!isOptimised) flags.push("--no-opt", "--no-maglev", "--no-sparkplug");
  const args = [`--workload=${workload}`, `--contender=${contender}`];
  if (!isOptimised) args.push("--warm=1000", "--times=3");
  const output = execFileSync(process.execPath, [...flags, await bundle("allocation-in-process"), ...args], {
    encoding: "utf8",
    env: core === undefined ? process.env : { ...process.env, CORE: core },
    timeout: 600_000,
  });
  return JSON.parse(output) as Allocation;
}
