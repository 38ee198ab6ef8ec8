import type { ProcessResult, Row, RuntimeResult, TimedWorkload, Timing, WorkloadResult } from "./results.ts";
import { spreadOf } from "./spread.ts";
import { median } from "./statistics.ts";

/** By how much each round of one was longer than that of another. */
const differences = ({ times }: Timing, other: Timing | undefined): readonly number[] =>
  times.map((time, round) => time - (other?.times[round] ?? Number.NaN));

const named = ({ timings }: TimedWorkload, name: string | undefined): Timing | undefined =>
  timings.find((timing) => timing.name === name);

/** What counts, in nanoseconds: the whole time of a preflight, what is added to the bare contender otherwise. */
const costOf = (process: TimedWorkload, timing: Timing): number =>
  median(process.kind === "preflight" ? timing.times : differences(timing, named(process, timing.bare)));

/**
 * The cost of one as a multiple of that of another. Only differences within a round are looked at, as these are small
 * beside what a machine does from round to round; their quotients in a single round would be noise.
 */
function multiple(process: TimedWorkload, timing: Timing, limit: Timing | undefined): number {
  if (!limit) return Number.NaN;
  if (process.kind !== "preflight" && timing.bare !== limit.bare)
    return costOf(process, timing) / costOf(process, limit);
  return 1 + median(differences(timing, limit)) / costOf(process, limit);
}

/**
 * Sets all costs in relation to that of the fastest hand-written way that answers as we do. It is the one with the lowest
 * cost in the median process: the lowest of each would be a matter of luck.
 *
 * @param processes - The same workload, measured in each of them.
 */
export function compare(processes: readonly TimedWorkload[]): WorkloadResult {
  const { name, kind, timings, absent } = processes[0] as TimedWorkload;
  /** What a figure is in each process. */
  const each = (figure: (process: TimedWorkload, timing: Timing) => number, { name }: Timing): readonly number[] =>
    processes.map((process) => {
      const timing = named(process, name);
      if (!timing) throw new Error(`${name} is not in every process`);
      return figure(process, timing);
    });
  const limit = timings
    .filter(({ kind, differences }) => kind === "hand-written" && differences.length === 0)
    .map((timing) => ({ name: timing.name, cost: median(each(costOf, timing)) }))
    .sort((one, other) => one.cost - other.cost)[0];
  const against = (name: string | undefined, timing: Timing) =>
    spreadOf(each((process, one) => multiple(process, one, named(process, name)), timing));
  const rows = timings.map((timing): Row => {
    const rival = timings.find((other) => other.name === timing.rival);
    return {
      name: timing.name,
      kind: timing.kind,
      whole: Math.round(median(each((_, { times }) => median(times), timing))),
      cost: Math.round(median(each(costOf, timing))),
      ratio: against(limit?.name, timing),
      ...(rival && { rival: { name: rival.name, ratio: against(rival.name, timing) } }),
      wrong: timing.wrong,
      ...(["hand-written", "ours"].includes(timing.kind) && { differences: timing.differences }),
    };
  });
  return { name, kind, limit: limit?.name ?? "", rows, absent };
}

/**
 * Compares what was measured in several processes. What an engine makes of the same code differs from one to the next by
 * more than the rounds of one do, so each process gives one figure, and the median of these counts.
 *
 * @param results - Of the same runtime and workloads; what is answered is the same in each.
 */
export function pool(results: readonly ProcessResult[]): RuntimeResult {
  const first = results[0] as ProcessResult;
  const workloads = first.workloads.map(({ name }) =>
    compare(results.map((one) => one.workloads.find((workload) => workload.name === name) as TimedWorkload)),
  );
  return { ...first, processes: results.length, workloads };
}
