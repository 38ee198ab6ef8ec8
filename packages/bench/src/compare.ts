import { REFERENCE } from "./contender.ts";
import type { ProcessResult, RuntimeResult, TimedWorkload, Timing, WorkloadResult } from "./results.ts";
import { median, type Summary, summarize } from "./statistics.ts";

/** The difference of two contenders in each round. */
const differences = ({ times }: Timing, other: Timing | undefined): readonly number[] =>
  times.map((time, round) => time - (other?.times[round] ?? Number.NaN));

const find = ({ timings }: TimedWorkload, name: string): Timing | undefined =>
  timings.find((timing) => timing.name === name);

/** In nanoseconds: the whole time of a preflight, or the time that is added to the bare contender. */
const costOf = (process: TimedWorkload, timing: Timing): number =>
  median(process.kind === "preflight" ? timing.times : differences(timing, find(process, timing.bare)));

/**
 * The cost of a contender as a multiple of the cost of another one. If both have the same bare contender, only their
 * differences within a round count, because these vary less than the rounds.
 */
function multiple(process: TimedWorkload, timing: Timing, other: Timing): number {
  const cost = costOf(process, other);
  if (process.kind === "actual" && timing.bare !== other.bare) return costOf(process, timing) / cost;
  return 1 + median(differences(timing, other)) / cost;
}

/**
 * Summarizes one workload.
 *
 * @param processes - The results of the workload in each process.
 * @throws If a contender is not in every process.
 */
export function compare(processes: readonly TimedWorkload[]): WorkloadResult {
  const timings = processes[0]?.timings ?? [];
  const inEach = (name: string): readonly (readonly [TimedWorkload, Timing])[] =>
    processes.map((process) => {
      const timing = find(process, name);
      if (!timing) throw new Error(`${name} is not in every process`);
      return [process, timing];
    });
  const against = (name: string, other: string): Summary =>
    summarize(inEach(name).map(([process, timing]) => multiple(process, timing, find(process, other) as Timing)));

  const hasReference = timings.some(({ name }) => name === REFERENCE);
  const measured = timings.filter(({ name, bare }) => name !== bare && name !== REFERENCE);
  const direct = measured.flatMap(({ name, comparedWith }) =>
    comparedWith !== undefined && timings.some((timing) => timing.name === comparedWith)
      ? [[name, against(name, comparedWith)] as const]
      : [],
  );
  return {
    ...(hasReference && {
      reference: Math.round(median(inEach(REFERENCE).map(([process, timing]) => costOf(process, timing)))),
    }),
    multiples: hasReference
      ? Object.fromEntries(measured.map(({ name }) => [name, against(name, REFERENCE)] as const))
      : {},
    direct: Object.fromEntries(direct),
  };
}

/**
 * Summarizes several processes. An engine compiles the same code differently in each process, and these differences are
 * larger than those of rounds. So each process gives one figure, and the median of the figures counts.
 *
 * @param results - The processes of one runtime, with the same workloads.
 */
export function pool(results: readonly ProcessResult[]): RuntimeResult {
  const { runtime, rounds, batch, workloads } = results[0] as ProcessResult;
  const ofWorkload = (name: string): readonly TimedWorkload[] =>
    results.map((result) => result.workloads.find((workload) => workload.name === name) as TimedWorkload);
  return {
    runtime,
    rounds,
    batch,
    processes: results.length,
    workloads: Object.fromEntries(workloads.map(({ name }) => [name, compare(ofWorkload(name))])),
  };
}
