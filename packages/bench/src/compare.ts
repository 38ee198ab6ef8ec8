import { bareOf, type Judged } from "./field.ts";
import type { Row } from "./results.ts";
import { spreadOf } from "./spread.ts";
import { median } from "./statistics.ts";
import type { Workload } from "./workloads.ts";

type Times = ReadonlyMap<string, readonly number[]>;

/** What each round cost a contender. */
function costs({ kind }: Workload, { name, contender }: Judged, times: Times): readonly number[] {
  const whole = times.get(name) ?? [];
  const bare = times.get(bareOf(contender)) ?? [];
  return kind === "preflight" ? whole : whole.map((value, round) => value - (bare[round] ?? Number.NaN));
}

const ratios = (costs: readonly number[], others: readonly number[] = []): readonly number[] =>
  costs.map((cost, round) => cost / (others[round] ?? Number.NaN));

/**
 * Sets all times in relation to those of the fastest hand-written way that answers as we do, round by round. It is the one
 * with the lowest median: the lowest of each round would be a matter of luck.
 */
export function compare(
  workload: Workload,
  judged: readonly Judged[],
  times: Times,
): { readonly limit: string; readonly rows: readonly Row[] } {
  const costed = judged.map((one) => ({ ...one, costs: costs(workload, one, times) }));
  const limit = costed
    .filter(({ contender, differences }) => contender.kind === "hand-written" && differences.length === 0)
    .sort((one, other) => median(one.costs) - median(other.costs))[0];
  const rows = costed.map(({ name, contender, costs, wrong, differences }): Row => {
    const rival = costed.find((other) => other.name === contender.rival);
    return {
      name,
      kind: contender.kind,
      whole: Math.round(median(times.get(name) ?? [])),
      cost: Math.round(median(costs)),
      ratio: spreadOf(ratios(costs, limit?.costs)),
      ...(rival && { rival: { name: rival.name, ratio: spreadOf(ratios(costs, rival.costs)) } }),
      wrong,
      ...(["hand-written", "ours"].includes(contender.kind) && { differences }),
    };
  });
  return { limit: limit?.name ?? "", rows };
}
