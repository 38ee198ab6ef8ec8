import type { Allocation } from "./allocation.ts";
import type { ColdStart } from "./cold-start.ts";
import type { Contender } from "./contender.ts";
import type { Throughput } from "./end-to-end.ts";
import type { Absence } from "./field.ts";
import type { Machine } from "./machine.ts";
import type { Size } from "./size.ts";
import type { Spread } from "./spread.ts";
import type { Workload } from "./workloads.ts";

/** What one contender took, and answered. */
export interface Row {
  readonly name: string;
  readonly kind: Contender["kind"];
  /** The whole time, in nanoseconds: the median of the rounds. */
  readonly whole: number;
  /** What counts: the whole time of a preflight, what was added to the bare contender otherwise; in nanoseconds. */
  readonly cost: number;
  /** The cost as a multiple of that of the fastest hand-written way. */
  readonly ratio: Spread;
  /** The cost as a multiple of that of the peer in the same framework. */
  readonly rival?: { readonly name: string; readonly ratio: Spread };
  /** By the standards. */
  readonly wrong: readonly string[];
  /** From what fetch-cors answers; only of those that have to answer the same. */
  readonly differences?: readonly string[];
}

/** What one contender took in each round, before anything is compared, and how it answered. */
export interface Timing extends Pick<Row, "name" | "kind" | "wrong"> {
  /** The contender whose time is subtracted. */
  readonly bare: string;
  readonly rival?: string;
  readonly differences: readonly string[];
  /** Nanoseconds per call. */
  readonly times: readonly number[];
}

export interface TimedWorkload {
  readonly name: string;
  readonly kind: Workload["kind"];
  readonly timings: readonly Timing[];
  readonly absent: readonly Absence[];
}

export interface WorkloadResult {
  readonly name: string;
  readonly kind: Workload["kind"];
  /** The fastest hand-written way. */
  readonly limit: string;
  readonly rows: readonly Row[];
  readonly absent: readonly Absence[];
}

/** What was wrong with answers that are not timed. */
export interface ProbeResult {
  readonly name: string;
  readonly wrong: { readonly [contender: string]: readonly string[] };
}

interface OnRuntime {
  readonly runtime: string;
  /** Of each process. */
  readonly rounds: number;
  /** Of one batch, in milliseconds. */
  readonly batch: number;
  readonly probes: readonly ProbeResult[];
  /** Those that run none of them here. */
  readonly absent: readonly Absence[];
}

/** Of one process. */
export interface ProcessResult extends OnRuntime {
  readonly workloads: readonly TimedWorkload[];
}

/** Of one runtime. */
export interface RuntimeResult extends OnRuntime {
  readonly processes: number;
  readonly workloads: readonly WorkloadResult[];
}

interface Measured {
  readonly machine: Machine;
}

/** The files of results, by their names. */
export interface Results {
  readonly "node-20": RuntimeResult & Measured;
  readonly "node-24": RuntimeResult & Measured;
  readonly bun: RuntimeResult & Measured;
  readonly deno: RuntimeResult & Measured;
  readonly allocation: Measured & { readonly runtime: string; readonly bytes: Allocation };
  readonly size: { readonly sizes: readonly Size[]; readonly versions: { readonly [name: string]: string } };
  readonly "cold-start": Measured & {
    readonly rounds: number;
    readonly runtimes: { readonly [runtime: string]: readonly ColdStart[] };
  };
  readonly "end-to-end": Measured & {
    readonly rounds: number;
    readonly amount: number;
    readonly connections: number;
    readonly runtimes: { readonly [runtime: string]: readonly Throughput[] };
  };
}
