import type { Machine } from "./machine.ts";
import type { Summary } from "./statistics.ts";

/** The times of one contender in one process. */
export interface Timing {
  readonly name: string;
  /** The contender whose time is subtracted. */
  readonly bare: string;
  readonly comparedWith?: string;
  /** Nanoseconds per call, in each round. */
  readonly times: readonly number[];
}

export interface TimedWorkload {
  readonly name: string;
  readonly kind: "preflight" | "actual";
  readonly timings: readonly Timing[];
}

interface Conditions {
  /** The name and version of the runtime. */
  readonly runtime: string;
  /** The rounds of each process. */
  readonly rounds: number;
  /** The duration of one batch, in milliseconds. */
  readonly batch: number;
}

/** The result of one process. */
export interface ProcessResult extends Conditions {
  readonly workloads: readonly TimedWorkload[];
}

/** The summary of one workload on one runtime. */
export interface WorkloadResult {
  /** The cost of the reference, in nanoseconds. Absent if the reference was not measured. */
  readonly reference?: number;
  /** The costs as multiples of the reference. */
  readonly multiples: { readonly [contender: string]: Summary };
  /** The costs as multiples of the contender that each is compared with. */
  readonly direct: { readonly [contender: string]: Summary };
}

/** The summary of one runtime. */
export interface RuntimeResult extends Conditions {
  readonly processes: number;
  readonly workloads: { readonly [workload: string]: WorkloadResult };
}

interface Measured {
  readonly machine: Machine;
}

/** Bytes on the heap, per request. */
export interface Allocation {
  readonly [workload: string]: { readonly [contender: string]: number };
}

/** The size of a library, in bytes. */
export interface Size {
  readonly minified: number;
  readonly brotli: number;
}

/** The cold start of a library, in milliseconds. */
export interface ColdStart {
  /** From the start of the process to the first response. */
  readonly whole: number;
  /** The difference to a process that creates a response without a library. */
  readonly added: Summary;
}

/** The rate of a server under load, for one kind of request. */
export interface Throughput {
  readonly runtime: string;
  readonly server: string;
  readonly request: string;
  /** Requests that the bare handler answers per second of CPU time. */
  readonly bare: number;
  /** The rates of the others as shares of that. */
  readonly shares: { readonly [contender: string]: Summary };
}

export type RuntimeId = "node-20" | "node-22" | "node-24" | "node-26" | "bun" | "deno";

/** The files of results, by name. */
export type Results = {
  readonly [Id in RuntimeId]: RuntimeResult & Measured;
} & {
  readonly allocation: Measured & { readonly runtime: string; readonly bytes: Allocation };
  readonly size: { readonly sizes: { readonly [library: string]: Size }; readonly versions: Versions };
  readonly "cold-start": Measured & {
    readonly rounds: number;
    readonly libraries: { readonly [library: string]: { readonly [runtime: string]: ColdStart } };
  };
  readonly load: Measured & {
    readonly rounds: number;
    /** The requests of one round. */
    readonly requests: number;
    readonly connections: number;
    readonly results: readonly Throughput[];
  };
};

interface Versions {
  readonly [packageName: string]: string;
}
