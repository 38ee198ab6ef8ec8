import type { ProcessResult, Row, RuntimeResult, TimedWorkload, Timing, WorkloadResult } from "./results.ts";
import { spreadOf } from "./spread.ts";
import { median } from "./statistics.ts";

/** What each round cost a contender. */
function costs({ kind, timings }: TimedWorkload, { times, bare }: Timing): readonly number[] {
  if (kind === "preflight") return times;
  const subtracted = timings.find(({ name }) => name === bare)?.times ?? [];
  return times.map((value, round) => value - (subtracted[round] ?? Number.NaN));
}

const ratios = (costs: readonly number[], others: readonly number[] = []): readonly number[] =>
  costs.map((cost, round) => cost / (others[round] ?? Number.NaN));

/**
 * Sets all times in relation to those of the fastest hand-written way that answers as we do, round by round. It is the one
 * with the lowest median: the lowest of each round would be a matter of luck.
 */
export function compare(workload: TimedWorkload): WorkloadResult {
  const { name, kind, timings, absent } = workload;
  const costed = timings.map((timing) => ({ ...timing, costs: costs(workload, timing) }));
  const limit = costed
    .filter(({ kind, differences }) => kind === "hand-written" && differences.length === 0)
    .sort((one, other) => median(one.costs) - median(other.costs))[0];
  const rows = costed.map((one): Row => {
    const rival = costed.find((other) => other.name === one.rival);
    return {
      name: one.name,
      kind: one.kind,
      whole: Math.round(median(one.times)),
      cost: Math.round(median(one.costs)),
      ratio: spreadOf(ratios(one.costs, limit?.costs)),
      ...(rival && { rival: { name: rival.name, ratio: spreadOf(ratios(one.costs, rival.costs)) } }),
      wrong: one.wrong,
      ...(["hand-written", "ours"].includes(one.kind) && { differences: one.differences }),
    };
  });
  return { name, kind, limit: limit?.name ?? "", rows, absent };
}

/**
 * Compares the rounds of all processes together. What an engine makes of the same code differs from process to process, by
 * a quarter of what a GET adds, so the rounds of one would only be a precise answer of that one.
 *
 * @param results - Of the same runtime and workloads; what is answered is the same in each.
 */
export function pool(results: readonly [ProcessResult, ...ProcessResult[]]): RuntimeResult {
  const [first] = results;
  const workloads = first.workloads.map((workload, index) => {
    const timings = workload.timings.map((timing, place) => ({
      ...timing,
      times: results.flatMap((one) => one.workloads[index]?.timings[place]?.times ?? []),
    }));
    return compare({ ...workload, timings });
  });
  return { ...first, processes: results.length, workloads };
}
