import type { RuntimeResult } from "../results.ts";
import { spread } from "./figures.ts";
import { table } from "./table.ts";

/** Our adapters as multiples of the peers in the same frameworks. */
export function frameworkSection(results: readonly RuntimeResult[]): string {
  const rows = results.flatMap(({ workloads }) => workloads.flatMap(({ rows }) => rows));
  const pairs = new Map(rows.flatMap(({ name, rival }) => (rival ? [[name, rival.name] as const] : [])));
  return [...pairs]
    .map(([name, rival]) => {
      const names = [...new Set(results.flatMap(({ workloads }) => workloads.map((workload) => workload.name)))];
      const lines = names.map((workload) => [
        workload,
        ...results.map((result) => {
          const row = result.workloads.find((one) => one.name === workload)?.rows.find((one) => one.name === name);
          return row?.rival ? spread(row.rival.ratio) : "–";
        }),
      ]);
      return table([`${name} ÷ ${rival}`, ...results.map(({ runtime }) => runtime)], lines);
    })
    .join("\n\n");
}
